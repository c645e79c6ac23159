namespace Parley.Terraform.Tests;

/// <summary>What <c>terraform validate</c> and <c>terraform test</c> said in one folder.</summary>
internal sealed record ModuleRun(TerraformResult Validate, TerraformResult Test);

/// <summary>
/// <c>validate</c> and <c>test</c> of all modules and roots. The first that asks starts all of them, so that they go on beside each other however the runner orders its tests.
/// </summary>
internal static class ModuleRuns
{
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // What a test does not override or mock must not find an account by chance.
        ["AWS_ACCESS_KEY_ID"] = "none",
        ["AWS_SECRET_ACCESS_KEY"] = "none",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    private static readonly Lazy<Dictionary<string, Task<ModuleRun>>> All = new(
        () => TerraformTree.Roots.ToDictionary(root => root, root => Task.Run(() => RunAsync(root)), StringComparer.Ordinal));

    public static Task<ModuleRun> Of(string root)
    {
        return All.Value[root];
    }

    private static async Task<ModuleRun> RunAsync(string root)
    {
        var folder = TerraformTree.Shared.PathOf(root);
        var init = await TerraformProgram.RunAsync(folder, dataFolder: null, NoVariables, "init", "-backend=false", "-no-color");
        if (init.ExitCode != 0)
        {
            return new ModuleRun(init, init);
        }

        return new ModuleRun(
            await TerraformProgram.RunAsync(folder, dataFolder: null, NoVariables, "validate", "-no-color"),
            await TerraformProgram.RunAsync(folder, dataFolder: null, NoVariables, "test", "-no-color"));
    }
}
