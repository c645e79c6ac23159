using System.Data.Common;
using Microsoft.Extensions.Options;
using Parley.Server.Configuration;

namespace Parley.Server.Commands;

/// <summary>What an operator can put right is said in one line on standard error, with exit code 1; a fault of ours keeps its stack.</summary>
internal static class OneLineErrors
{
    // Of the SQL standard, as PostgreSQL says it.
    private const string InsufficientPrivilege = "42501";

    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OptionsValidationException exception)
        {
            // A failure reads "BatchPosts: The field BatchPosts must be …": with the section before it, it names the key.
            var section = KnownSettings.SectionOf(exception.OptionsType);
            return await FailAsync(string.Join(' ', exception.Failures.Select(failure => $"{section}:{failure}")));
        }
        catch (SettingException exception)
        {
            return await FailAsync(exception.Message);
        }
        catch (InvalidOperationException exception) when (exception.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal))
        {
            // The configuration binder's own sentence names the key, the value and the type.
            return await FailAsync(exception.Message);
        }
        catch (IOException exception)
        {
            return await FailAsync($"{exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
        catch (DbException exception) when (exception.SqlState == InsufficientPrivilege)
        {
            return await FailAsync(
                $"{DatabaseSetting.Key}: {exception.Message}; grant the login its role and run 'parley-server migrate' with the login that owns the tables (docs/operations.md).");
        }
        catch (DbException exception)
        {
            return await FailAsync($"{DatabaseSetting.Key}: {exception.Message}");
        }
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"parley: {message.ReplaceLineEndings(" ")}");
        return 1;
    }
}
