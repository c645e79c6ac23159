using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Parley.Kubernetes.Tests.PlatformTests;
using Parley.Kubernetes.Tests.Tools;
using Parley.Server.Logging;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.LoggingTests;

/// <summary>
/// The way of a line from standard output to where it is read, on lines that the program wrote just now. Fluent Bit, Logstash and Elasticsearch themselves are not here: their configuration is read by its grammar, and what of it
/// decides where a line goes is run.
/// </summary>
public sealed partial class ShippingTests
{
    private const string Setup = "deploy/kustomize/services/components/elastic/setup";

    private static readonly Lazy<Task<IReadOnlyList<string>>> Lines = new(WriteLinesAsync);

    [Theory]
    [InlineData("values.yaml")]
    [InlineData("values.yaml", "values-elastic.yaml")]
    public async Task A_line_of_the_log_and_an_audit_event_go_each_their_own_way(params string[] files)
    {
        var fluentBit = await FluentBitAsync(files);
        var parley = fluentBit.Tags.Single(tag => tag.StartsWith("parley.", StringComparison.Ordinal));
        var seen = new HashSet<string>();
        var platform = fluentBit.Tags.Single(tag => tag.StartsWith("platform.", StringComparison.Ordinal));

        foreach (var line in await Lines.Value)
        {
            var isAudit = (string)JsonNode.Parse(line)!["event"]!["dataset"]! == EcsAuditStream.Dataset;
            var (_, outputs) = fluentBit.Route(parley, line);
            var expected = isAudit ? "/${PARLEY_NAME}/audit" : "/${PARLEY_NAME}/parley";

            Assert.Equal([expected], outputs.Where(output => output["Name"] == "cloudwatch_logs").Select(output => output["log_group_name"]));
            Assert.Equal(files.Length == 2 ? ["logs-ls-http.elastic.svc"] : [], outputs.Where(output => output["Name"] == "http").Select(output => output["Host"]));
            seen.Add(expected);
        }

        Assert.Equal(2, seen.Count);
        Assert.Equal(["/${PARLEY_NAME}/platform"], fluentBit.Route(platform, "any").Outputs.Select(output => output["log_group_name"]));
        var text = new EcsDocument(TimeProvider.System.GetUtcNow());
        text.Set("message", """says "dataset":"parley.audit" and is none""");
        Assert.Equal(parley, fluentBit.Route(parley, text.ToString()).Tag);
    }

    [Fact]
    public async Task Every_group_that_is_written_to_is_made_by_Terraform_and_every_one_made_is_written_to()
    {
        var fluentBit = await FluentBitAsync("values.yaml", "values-elastic.yaml");
        var written = fluentBit.Outputs.Where(output => output["Name"] == "cloudwatch_logs").Select(output => output["log_group_name"].Split('/')[^1]).Order();

        Assert.Equal(TerraformGroups().Select(group => group.Name).Order(), written);
        Assert.All(fluentBit.Outputs, output => Assert.True(int.TryParse(output["Retry_Limit"], out _) || output["Retry_Limit"] == "no_limits"));
    }

    [Fact]
    public async Task What_comes_out_of_Logstash_has_only_fields_that_the_index_knows_and_goes_into_its_own_stream()
    {
        var pipeline = await PipelineAsync();
        var mapped = Mapped();

        foreach (var line in await Lines.Value)
        {
            var written = JsonNode.Parse(line)!.AsObject();
            var shipped = Shipped(line);
            Logstash.Run(pipeline["filter"], shipped);

            var dataset = (string)written["event"]!["dataset"]!;
            Assert.Equal($"logs-{dataset}-default", $"{shipped["data_stream"]!["type"]}-{shipped["data_stream"]!["dataset"]}-{shipped["data_stream"]!["namespace"]}");
            Assert.All(written, field => Assert.True(JsonNode.DeepEquals(field.Value, shipped[field.Key]), $"{field.Key} is {shipped[field.Key]}"));
            Assert.Empty(FieldsOf(shipped).Select(field => field.Name).Except(mapped.Keys));
            Assert.Equal("parley-api-1", (string?)shipped["kubernetes"]!["pod"]!["name"]);
        }
    }

    [Fact]
    public async Task A_line_that_is_no_object_is_kept_as_a_sentence()
    {
        var shipped = Shipped("parley: Parley:Database is 'x'.");
        Logstash.Run((await PipelineAsync())["filter"], shipped);

        Assert.Equal(("parley: Parley:Database is 'x'.", "parley.log"), ((string?)shipped["message"], (string?)shipped["data_stream"]!["dataset"]));
    }

    [Fact]
    public async Task What_is_written_goes_by_the_streams_of_the_events()
    {
        var output = Assert.IsType<Logstash.Plugin>(Assert.Single((await PipelineAsync())["output"]));

        Assert.Equal(("elasticsearch", "true", "true"), (output.Name, output.Settings["data_stream"], output.Settings["data_stream_auto_routing"]));
        Assert.DoesNotContain("index", output.Settings.Keys);
    }

    [Fact]
    public void Every_field_that_the_program_writes_is_in_the_index_with_its_type()
    {
        var mapped = Mapped();

        Assert.Equal(EcsFields.All.OrderBy(field => field.Key, StringComparer.Ordinal), mapped.Where(field => EcsFields.All.ContainsKey(field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal));
        Assert.All(mapped.Keys.Except(EcsFields.All.Keys), name => Assert.Matches("^(kubernetes|data_stream)\\.", name));
        Assert.False((bool)Json("mappings.json")["template"]!["mappings"]!["dynamic"]!);
    }

    [Theory]
    [InlineData("log", "14d")]
    [InlineData("audit", "400d")]
    public void Each_stream_has_a_template_with_the_fields_and_a_lifecycle_that_ends(string stream, string kept)
    {
        var template = Json($"template-{stream}.json");
        var lifecycle = Json($"ilm-{stream}.json");

        Assert.Equal($"logs-parley.{stream}-*", (string?)template["index_patterns"]!.AsArray().Single());
        Assert.Equal(["parley-mappings"], template["composed_of"]!.AsArray().Select(name => (string)name!));
        Assert.Equal($"parley-{stream}", (string?)template["template"]!["settings"]!["index.lifecycle.name"]);
        Assert.NotNull(template["data_stream"]);
        Assert.Equal(kept, (string?)lifecycle["policy"]!["phases"]!["delete"]!["min_age"]);
        Assert.Contains($"{kept.TrimEnd('d')} days", Repository.Read("docs/logs.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_events_are_kept_as_long_here_as_in_CloudWatch_and_nothing_is_written_into_what_was_closed()
    {
        var hot = Json("ilm-audit.json")["policy"]!["phases"]!["hot"]!["actions"]!;

        Assert.NotNull(hot["rollover"]);
        Assert.NotNull(hot["readonly"]);
        Assert.Equal($"{DefaultOf("audit_log_retention_days")}d", (string?)Json("ilm-audit.json")["policy"]!["phases"]!["delete"]!["min_age"]);
        Assert.Equal("var.audit_log_retention_days", TerraformGroups().Single(group => group.Name == "audit").Retention);
    }

    [Fact]
    public async Task The_job_tells_everything_that_is_in_its_folder_and_nothing_else()
    {
        var script = Repository.Read($"{Setup}/setup.sh");
        var files = Directory.GetFiles(Repository.PathOf(Setup)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        var told = SetupFile().Matches(script).Select(match => match.Value.Split('/')[^1]).Append("setup.sh").Distinct().Order(StringComparer.Ordinal);
        var (manifests, problems) = await Platform.ReadAsync("production");

        Assert.Empty(problems);
        Assert.Equal(files, told);
        Assert.Equal(files, manifests.All.Single(manifest => manifest.Kind == "ConfigMap" && manifest.Name.StartsWith("setup-", StringComparison.Ordinal)).Json["data"]!.AsObject().Select(file => file.Key).Order(StringComparer.Ordinal));
        Assert.All(files.Where(file => file.EndsWith(".json", StringComparison.Ordinal)), file => Assert.Contains($"_{KindOf(file)}/{NameOf(file)} {file}", script, StringComparison.Ordinal));

        static string KindOf(string file)
        {
            return file.Split('-', '.')[0] switch { "ilm" => "ilm/policy", "template" => "index_template", "mappings" => "component_template", var other => other };
        }

        static string NameOf(string file)
        {
            return file == "mappings.json" ? "parley-mappings" : $"parley-{file.Split('-', '.')[1]}";
        }
    }

    private static JsonObject Shipped(string line)
    {
        // As Fluent Bit's http output sends a record, and as Logstash's http input adds to it what it knows of the request (ecs_compatibility v8).
        return new JsonObject
        {
            ["@timestamp"] = "2026-01-01T00:00:00.000Z",
            ["log"] = line,
            ["stream"] = "stdout",
            ["logtag"] = "F",
            ["time"] = "2026-01-01T00:00:00.000000000Z",
            ["kubernetes"] = new JsonObject
            {
                ["pod_name"] = "parley-api-1",
                ["namespace_name"] = "parley",
                ["container_name"] = "parley",
                ["host"] = "node-1",
                ["pod_id"] = "1",
                ["container_image"] = "parley",
                ["labels"] = new JsonObject { ["app"] = "parley" },
            },
            ["http"] = new JsonObject { ["method"] = "POST" },
            ["url"] = new JsonObject { ["path"] = "/" },
            ["host"] = new JsonObject { ["ip"] = "10.0.0.1" },
            ["user_agent"] = new JsonObject { ["original"] = "Fluent-Bit" },
            ["event"] = new JsonObject { ["original"] = "x" },
        };
    }

    private static async Task<FluentBit> FluentBitAsync(params string[] files)
    {
        var values = await Release.Read("fluent-bit").ValuesAsync(files);
        var config = values["config"]!;
        return new FluentBit((string)config["inputs"]!, (string)config["filters"]!, (string)config["outputs"]!);
    }

    private static async Task<Dictionary<string, List<Logstash.Node>>> PipelineAsync()
    {
        var (manifests, _) = await Platform.ReadAsync("production");
        return Logstash.Parse((string)manifests.All.Single(manifest => manifest.Kind == "Logstash").Json["spec"]!["pipelines"]![0]!["config.string"]!);
    }

    private static Dictionary<string, string> Mapped()
    {
        return MappingsOf(Json("mappings.json")["template"]!["mappings"]!["properties"]!.AsObject(), "").ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, string Type)> MappingsOf(JsonObject properties, string prefix)
    {
        return properties.SelectMany(field => field.Value!["properties"] is JsonObject inner ? MappingsOf(inner, $"{prefix}{field.Key}.") : [($"{prefix}{field.Key}", (string)field.Value!["type"]!)]);
    }

    private static IEnumerable<(string Name, JsonNode? Value)> FieldsOf(JsonObject document, string prefix = "")
    {
        return document.SelectMany(field => field.Value is JsonObject inner ? FieldsOf(inner, $"{prefix}{field.Key}.") : [($"{prefix}{field.Key}", field.Value)]);
    }

    private static JsonNode Json(string file)
    {
        return JsonNode.Parse(Repository.Read($"{Setup}/{file}"))!;
    }

    private static List<(string Name, string Retention)> TerraformGroups()
    {
        var block = GroupBlock().Match(Repository.Read("deploy/terraform/modules/observability/logs.tf")).Groups["entries"].Value;
        return [.. block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split('=', StringSplitOptions.TrimEntries)).Select(parts => (parts[0], parts[1]))];
    }

    private static int DefaultOf(string variable)
    {
        return int.Parse(Regex.Match(Repository.Read("deploy/terraform/modules/observability/variables.tf"), $"variable \"{variable}\" {{[^}}]*?default     = (?<days>\\d+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking).Groups["days"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<string>> WriteLinesAsync()
    {
        KubernetesTools.SkipWhereMissing();
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(database.Setting, settings: [("Logging:LogLevel:Default", "Debug"), ("Parley:Blobs", $"folder:{database.BlobsFolder}")]);
        using var http = new HttpClient { BaseAddress = server.Address };
        await http.CallAsync("POST", "/api/v1/accounts", new { username = "owner", password = World.Password, workspaceName = "Northwind" });
        await http.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = "something wrong" });
        await server.StopAsync();
        return server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"[a-z-]+\.(json|ndjson)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SetupFile();

    [GeneratedRegex(@"log_groups = \{\n(?<entries>[^}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex GroupBlock();
}
