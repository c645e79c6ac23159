using Parley.Contracts;
using Parley.Modules.Messages;

namespace Parley.Modules.Tests.Messages;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("a", Limits.MessageCharacters, null)]
    [InlineData("a", Limits.MessageCharacters + 1, ErrorCodes.MessageTooLong)]
    [InlineData("😀", Limits.MessageCharacters, null)]
    [InlineData("😀", Limits.MessageCharacters + 1, ErrorCodes.MessageTooLong)]
    [InlineData(" ", 1, ErrorCodes.MessageEmpty)]
    [InlineData("\0", 1, ErrorCodes.Validation)]
    [InlineData("", 1, ErrorCodes.MessageEmpty)]
    public void The_limit_counts_code_points(string part, int times, string? code)
    {
        Assert.Equal(code, MessageText.Check(string.Concat(Enumerable.Repeat(part, times)))?.Content.Code);
    }
}
