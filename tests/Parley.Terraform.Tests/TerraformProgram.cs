using System.Diagnostics;

namespace Parley.Terraform.Tests;

/// <summary>What a run of terraform said, standard output and error in one.</summary>
internal sealed record TerraformResult(int ExitCode, string Output);

/// <summary>
/// Terraform on this machine. Where it is not installed, tests that need it are skipped, except in CI, where they fail. At most one run for each processor
/// goes on at a time: each starts a provider that keeps one busy.
/// </summary>
internal static class TerraformProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly SemaphoreSlim Runs = new(Math.Max(2, Environment.ProcessorCount));

    public static void SkipWhereMissing()
    {
        if (Find() is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null, "Terraform is not installed: install version 1.11 or newer to run this test.");
            throw new InvalidOperationException("Terraform is not installed; CI needs version 1.11 or newer.");
        }
    }

    /// <summary>Runs it in a folder.</summary>
    /// <param name="dataFolder">Where it keeps providers, modules and the backend's settings; null: in the folder itself.</param>
    /// <param name="variables">Of the environment, beside this process's own.</param>
    public static async Task<TerraformResult> RunAsync(string folder, string? dataFolder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        await Runs.WaitAsync();
        try
        {
            return await StartAsync(folder, dataFolder, variables, arguments);
        }
        finally
        {
            Runs.Release();
        }
    }

    private static async Task<TerraformResult> StartAsync(string folder, string? dataFolder, IReadOnlyDictionary<string, string> variables, string[] arguments)
    {
        var start = new ProcessStartInfo(Find()!, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["TF_IN_AUTOMATION"] = "1";
        start.Environment["TF_INPUT"] = "0";
        start.Environment["TF_CLI_CONFIG_FILE"] = ProviderMirror.CliConfigFile;
        start.Environment["CHECKPOINT_DISABLE"] = "1";

        // The provider reads the schema of all of AWS each time it starts; collecting its garbage less often takes two fifths off a run, for 100 MB more.
        start.Environment["GOGC"] = "400";
        if (dataFolder is not null)
        {
            start.Environment["TF_DATA_DIR"] = dataFolder;
        }

        foreach (var (key, value) in variables)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new TerraformResult(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"terraform {string.Join(' ', arguments)} in {folder} took longer than {Patience}.", exception);
        }
    }

    private static string? Find()
    {
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "terraform")).FirstOrDefault(File.Exists);
    }
}
