using System.Text;
using Microsoft.AspNetCore.Http;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Tests.Api;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("""{"text":"x"}""", "Missing: clientMessageId.")]
    [InlineData("{}", "Missing: text, clientMessageId.")]
    [InlineData("""{"text":null,"clientMessageId":"0193b7c2-5d4e-7f01-8a2b-3c4d5e6f7a8b"}""", "text has a value of the wrong kind.")]
    [InlineData("""{"text":1}""", "text has a value of the wrong kind.")]
    [InlineData("""{"text":"x","clientMessageId":"x"}""", "clientMessageId has a value of the wrong kind.")]
    [InlineData("""{"text":"x",}""", "Not JSON, at line 1, byte 13.")]
    [InlineData("{\n \"text\" x", "Not JSON, at line 2, byte 9.")]
    [InlineData("[1]", "The body has a value of the wrong kind.")]
    [InlineData("null", "The body is null; an object is needed.")]
    public async Task A_body_of_another_shape_is_told_by_field_or_place(string body, string detail)
    {
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(Encoding.UTF8.GetBytes(body)))).Problem.Content;

        Assert.Equal((400, ErrorCodes.MalformedJson, detail), (problem.Status, problem.Code, problem.Detail));
    }

    [Fact]
    public async Task Fields_that_nobody_knows_are_passed_over()
    {
        var read = await ReadAsync("""{"text":"x","clientMessageId":"0193b7c2-5d4e-7f01-8a2b-3c4d5e6f7a8b","ofALaterVersion":[{"a":1}]}"""u8.ToArray());

        Assert.Equal("x", read.Text);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x22, 0xC0, 0xAF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xED, 0xA0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xE2, 0x82 })]
    public async Task Bytes_that_are_not_UTF_8_are_told_apart_from_bad_JSON(byte[] body)
    {
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(body))).Problem.Content;

        Assert.Equal(ErrorCodes.MalformedUtf8, problem.Code);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/vnd.parley+json", true)]
    [InlineData("text/json", false)]
    [InlineData("", false)]
    public async Task The_content_type_decides_whether_a_body_is_read(string contentType, bool isRead)
    {
        var body = """{"text":"x","clientMessageId":"0193b7c2-5d4e-7f01-8a2b-3c4d5e6f7a8b"}"""u8.ToArray();

        var exception = await Record.ExceptionAsync(() => ReadAsync(body, contentType));

        Assert.Equal(isRead ? null : ErrorCodes.NotJson, (exception as ProblemException)?.Problem.Content.Code);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, ErrorCodes.BodyTooLarge)]
    public async Task The_limit_is_exact_without_a_declared_length(int over, string? code)
    {
        var start = """{"clientMessageId":"0193b7c2-5d4e-7f01-8a2b-3c4d5e6f7a8b","text":"x" """.TrimEnd();
        var body = Encoding.UTF8.GetBytes(start + new string(' ', Limits.RequestBytes - start.Length - 1 + over) + "}");

        var exception = await Record.ExceptionAsync(() => ReadAsync(body));

        Assert.Equal(code, (exception as ProblemException)?.Problem.Content.Code);
    }

    private static async Task<PostMessageRequest> ReadAsync(byte[] body, string contentType = "application/json")
    {
        var context = new DefaultHttpContext { Request = { ContentType = contentType, Body = new MemoryStream(body) } };
        return (await JsonBody<PostMessageRequest>.BindAsync(context, null!))!.Value;
    }
}
