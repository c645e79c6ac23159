using System.Diagnostics;

namespace Parley.Server.Tests.Hygiene;

/// <summary>The program as an operator runs it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Help_lists_what_the_program_does()
    {
        var (exitCode, output, _) = await RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"(?s)\n  serve .*\n  migrate .*\n  version ", output);
        Assert.DoesNotContain("openapi", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_is_told_in_one_line_and_no_stack()
    {
        var (exitCode, _, errors) = await RunAsync("serve", "--Parley:Accounts:SignInDays", "0", "--Parley:Database", "sqlite:" + Path.Combine(Path.GetTempPath(), $"parley-unused-{Environment.ProcessId}", "parley.db"), "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Matches(@"^parley: .*SignInDays[^\n]*\n$", errors);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var program = typeof(ServerApp).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
