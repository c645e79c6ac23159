using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;

namespace Parley.Server.EventStream;

/// <summary>Reads the head of an HTTP/1.1 request for the event stream into a request, with the web server's own parser.</summary>
internal static class UpgradeHead
{
    private static readonly HttpParser<Target> Parser = new();

    private static ReadOnlySpan<byte> Start => "GET /api/v1/events HTTP/1.1\r\n"u8;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Whether the bytes are one whole head that asks for the event stream, and nothing after it. A client waits for the answer before it sends more.</summary>
    public static bool IsWhole(in ReadOnlySequence<byte> bytes)
    {
        return bytes.IsSingleSegment && bytes.FirstSpan.StartsWith(Start) && bytes.FirstSpan.IndexOf(End) == bytes.FirstSpan.Length - End.Length;
    }

    /// <returns>false: it is not what the web server would take, who answers such a request better.</returns>
    public static bool TryRead(in ReadOnlySequence<byte> head, HttpRequest request)
    {
        request.Method = HttpMethods.Get;
        request.Protocol = HttpProtocol.Http11;
        request.Path = EventStreamEndpoint.Path;
        try
        {
            var target = new Target(request.Headers);
            var reader = new SequenceReader<byte>(head.Slice(Start.Length));
            return Parser.ParseHeaders(target, ref reader) && reader.End && target.IsPlain && request.Headers.Host.Count == 1 && request.Headers.ContentLength is null && request.Headers.TransferEncoding.Count == 0;
        }
        catch (BadHttpRequestException)
        {
            return false;
        }
    }

    private sealed class Target(IHeaderDictionary headers) : IHttpHeadersHandler, IHttpRequestLineHandler
    {
        /// <summary>Whether every name and value is ASCII.</summary>
        public bool IsPlain { get; private set; } = true;

        public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            IsPlain &= Ascii.IsValid(name) && Ascii.IsValid(value);
            headers.Append(Encoding.ASCII.GetString(name), Encoding.ASCII.GetString(value));
        }

        public void OnHeadersComplete(bool endStream)
        {
            // Nothing follows a head without a body.
        }

        public void OnStartLine(HttpVersionAndMethod versionAndMethod, TargetOffsetPathLength targetPath, Span<byte> startLine)
        {
            throw new NotSupportedException("The start line was compared, not parsed.");
        }

        public void OnStaticIndexedHeader(int index)
        {
            throw new NotSupportedException("HTTP/1.1 has no static table.");
        }

        public void OnStaticIndexedHeader(int index, ReadOnlySpan<byte> value)
        {
            throw new NotSupportedException("HTTP/1.1 has no static table.");
        }
    }
}
