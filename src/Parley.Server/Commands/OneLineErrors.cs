using Microsoft.Extensions.Options;
using Parley.Server.Configuration;

namespace Parley.Server.Commands;

/// <summary>What an operator can put right is said in one line on standard error, with exit code 1; a fault of ours keeps its stack.</summary>
internal static class OneLineErrors
{
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OptionsValidationException exception)
        {
            return await FailAsync(string.Join(' ', exception.Failures));
        }
        catch (SettingException exception)
        {
            return await FailAsync(exception.Message);
        }
        catch (IOException exception)
        {
            return await FailAsync($"{exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"parley: {message.ReplaceLineEndings(" ")}");
        return 1;
    }
}
