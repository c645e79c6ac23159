namespace Parley.Terraform.Tests;

/// <summary>
/// <c>validate</c> and <c>test</c> of all modules and roots. The first that asks for one of them starts it in all folders, so that they go on beside each other however the runner orders its tests;
/// who only validates waits for no tests.
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

    private static readonly Lazy<Dictionary<string, Task<TerraformResult>>> Inits = InEach(InitAsync);
    private static readonly Lazy<Dictionary<string, Task<TerraformResult>>> Validations = InEach(root => AfterInitAsync(root, "validate"));
    private static readonly Lazy<Dictionary<string, Task<TerraformResult>>> Tests = InEach(root => AfterInitAsync(root, "test"));

    public static Task<TerraformResult> ValidateAsync(string root)
    {
        return Validations.Value[root];
    }

    public static Task<TerraformResult> TestAsync(string root)
    {
        return Tests.Value[root];
    }

    private static async Task<TerraformResult> AfterInitAsync(string root, string command)
    {
        var init = await Inits.Value[root];
        return init.ExitCode == 0 ? await TerraformProgram.RunAsync(TerraformTree.Shared.PathOf(root), dataFolder: null, NoVariables, command, "-no-color") : init;
    }

    private static Task<TerraformResult> InitAsync(string root)
    {
        return TerraformProgram.RunAsync(TerraformTree.Shared.PathOf(root), dataFolder: null, NoVariables, ["init", "-backend=false", "-no-color", .. TerraformTree.Shared.InitOptions(root)]);
    }

    private static Lazy<Dictionary<string, Task<TerraformResult>>> InEach(Func<string, Task<TerraformResult>> run)
    {
        return new(() => TerraformTree.Roots.ToDictionary(root => root, root => Task.Run(() => run(root)), StringComparer.Ordinal));
    }
}
