namespace Parley.Architecture.Tests;

public sealed class WebImportTests
{
    [Fact]
    public void The_parts_of_the_web_client_import_only_what_they_may()
    {
        var sources = Path.Combine(Repository.Root, "web", "src");
        var files = Directory.Exists(sources)
            ? Directory.GetFiles(sources, "*.ts*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(sources, path).Replace('\\', '/'))
            : [];

        var forbidden = files.SelectMany(file => WebImports.Forbidden(file, File.ReadAllText(Path.Combine(sources, file))).Select(import => $"{file} -> {import}"));

        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("core/channels/channel.ts", "import type { ChannelDto } from \"../../contracts\";", null)]
    [InlineData("core/channels/channel.ts", "import { signal } from \"@preact/signals-core\";", null)]
    [InlineData("core/channels/channel.ts", "import { signal } from '@preact/signals';", "@preact/signals")]
    [InlineData("core/channels/channel.ts", "import { useState } from \"preact/hooks\";", "preact/hooks")]
    [InlineData("core/channels/channel.ts", "import { messages } from \"../../ui/messages\";", "../../ui/messages")]
    [InlineData("core/client.ts", "export {\n  Router,\n} from \"../views/router\";", "../views/router")]
    [InlineData("ui/Button.tsx", "import { h } from \"preact\";\nimport \"./button.css\";", null)]
    [InlineData("ui/Button.tsx", "const client = await import(\"../core/client\");", "../core/client")]
    [InlineData("ui/Button.tsx", "import type { PresenceStatus } from \"../contracts\";", null)]
    [InlineData("ui/Button.tsx", "import { names } from \"../views/names\";", "../views/names")]
    [InlineData("contracts/index.ts", "export * from \"./events\";", null)]
    [InlineData("contracts/index.ts", "import { z } from \"zod\";", "zod")]
    [InlineData("views/App.tsx", "import { h } from \"preact\"; import { client } from \"../core/client\"; import { Button } from \"../ui/Button\";", null)]
    public void An_import_is_told_from_one_that_may_not_be(string file, string source, string? forbidden)
    {
        Assert.Equal(forbidden is null ? [] : [forbidden], WebImports.Forbidden(file, source));
    }
}
