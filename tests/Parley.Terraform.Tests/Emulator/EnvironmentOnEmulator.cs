using System.Text.RegularExpressions;
using Parley.Terraform.Tests.Policies;

namespace Parley.Terraform.Tests.Emulator;

/// <summary>
/// One environment's layers in a copy of <c>deploy/terraform</c>, applied to an emulator as they would be to an account: bootstrap first, then each with its state in the bucket that
/// bootstrap made. Only what leads to the emulator is added, as Terraform's own override files.
/// </summary>
internal sealed partial class EnvironmentOnEmulator(string environment, AwsEmulator emulator)
{
    private const string Bootstrap = "bootstrap";
    private const string PlanFile = "this.tfplan";

    private readonly TerraformTree _tree = new();

    public string Name => $"parley-{environment}";

    /// <summary>In the order in which they are applied.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["network", "data", "cluster", "edge"];

    private string StateBucket => $"{Name}-state-{AwsEmulator.AccountId}";

    /// <returns>What was planned, and then made.</returns>
    public async Task<Plan> ApplyBootstrapAsync()
    {
        WriteOverrides(Bootstrap);
        await RunAsync(Bootstrap, ["init", "-no-color", .. _tree.InitOptions(Bootstrap)]);
        return await ApplyPlanAsync(Bootstrap, BootstrapVariables);
    }

    public async Task DestroyBootstrapAsync()
    {
        await RunAsync(Bootstrap, ["destroy", "-auto-approve", "-no-color", .. BootstrapVariables]);
    }

    /// <returns>What was planned, and then made.</returns>
    public async Task<Plan> ApplyAsync(string layer, params string[] options)
    {
        var root = RootOf(layer);
        if (!Directory.Exists(Path.Combine(_tree.PathOf(root), ".terraform")))
        {
            WriteOverrides(root);
            await RunAsync(root, ["init", "-no-color", $"-backend-config=bucket={StateBucket}", "-backend-config=region=eu-central-1", "-backend-config=use_path_style=true", "-backend-config=skip_requesting_account_id=true", .. _tree.InitOptions(root)]);
        }

        return await ApplyPlanAsync(root, [.. Variables, .. options]);
    }

    /// <returns>A second plan of what was applied, in which nothing is unknown, and what it would change; empty: nothing.</returns>
    public async Task<(string Changes, Plan Plan)> PlanAgainAsync(string layer)
    {
        var root = RootOf(layer);
        var result = await TerraformProgram.RunAsync(_tree.PathOf(root), dataFolder: null, emulator.Variables, ["plan", "-detailed-exitcode", "-no-color", $"-out={PlanFile}", .. Variables]);
        Assert.True(result.ExitCode is 0 or 2, result.Output);
        return (result.ExitCode == 0 ? "" : result.Output, await ShowPlanAsync(root));
    }

    public async Task DestroyAsync(string layer, params string[] options)
    {
        await RunAsync(RootOf(layer), ["destroy", "-auto-approve", "-no-color", .. Variables, .. options]);
    }

    private static string[] Variables => ["-var", $"account_id={AwsEmulator.AccountId}"];

    private string[] BootstrapVariables =>
        ["-var", $"environment={environment}", .. Variables, "-var", "region=eu-central-1", "-var", "copy_region=eu-west-1", "-var", "repository=example/parley", "-var", "protected=false"];

    private string RootOf(string layer)
    {
        return $"environments/{environment}/{layer}";
    }

    private async Task<Plan> ApplyPlanAsync(string root, string[] options)
    {
        await RunAsync(root, ["plan", "-no-color", $"-out={PlanFile}", .. options]);
        var plan = await ShowPlanAsync(root);
        await RunAsync(root, "apply", "-no-color", PlanFile);
        return plan;
    }

    private async Task<Plan> ShowPlanAsync(string root)
    {
        return Plan.Parse(await RunAsync(root, "show", "-json", "-no-color", PlanFile));
    }

    private async Task<string> RunAsync(string root, params string[] arguments)
    {
        var result = await TerraformProgram.RunAsync(_tree.PathOf(root), dataFolder: null, emulator.Variables, arguments);
        Assert.True(result.ExitCode == 0, $"terraform {string.Join(' ', arguments)} in {root}:\n{ErrorsOf(result.Output)}");
        return result.Output;
    }

    /// <summary>https://developer.hashicorp.com/terraform/language/files/override: blocks of these files are merged into those of the same name.</summary>
    private void WriteOverrides(string root)
    {
        var folder = _tree.PathOf(root);
        var text = string.Concat(Directory.EnumerateFiles(folder, "*.tf").Select(File.ReadAllText));
        var blocks = Provider.Matches(text).Select(match => ProviderBlock(match.Groups["alias"].Value)).Concat(RemoteState.Matches(text).Select(match => RemoteStateBlock(match.Groups["layer"].Value)));
        File.WriteAllText(Path.Combine(folder, "emulator_override.tf"), string.Join('\n', blocks));
    }

    /// <summary>The plan before them fills screens.</summary>
    private static string ErrorsOf(string output)
    {
        var first = output.IndexOf("Error:", StringComparison.Ordinal);
        return first < 0 ? output : output[first..];
    }

    private static string ProviderBlock(string alias)
    {
        return $$"""
            provider "aws" {
              {{(alias.Length == 0 ? "" : $"alias = \"{alias}\"")}}
              skip_credentials_validation = true
              skip_metadata_api_check     = true
              skip_region_validation      = true
              s3_use_path_style           = true
              max_retries                 = 2 # What the emulator lacks is otherwise asked for 25 times.
            }
            """;
    }

    private string RemoteStateBlock(string layer)
    {
        return $$"""
            data "terraform_remote_state" "{{layer}}" {
              config = {
                bucket                     = "{{StateBucket}}"
                key                        = "{{layer}}/terraform.tfstate"
                region                     = "eu-central-1"
                use_path_style             = true
                skip_requesting_account_id = true
              }
            }
            """;
    }

    [GeneratedRegex(@"(?m)^provider ""aws"" \{\n(?:\s*alias\s*=\s*""(?<alias>[a-z0-9_]+)"")?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Provider { get; }

    [GeneratedRegex(@"(?m)^data ""terraform_remote_state"" ""(?<layer>[a-z]+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RemoteState { get; }
}
