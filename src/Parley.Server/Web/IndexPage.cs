using System.IO.Compression;

namespace Parley.Server.Web;

/// <summary>The client's one page, compressed once and never cached by browsers: it names the hashed files of this version.</summary>
internal sealed class IndexPage(IWebHostEnvironment environment)
{
    private static readonly byte[] Missing =
        "<!doctype html><html lang=\"en\"><title>Parley</title><p>This server was built without the web client. Its REST interface is at /api/v1.</p></html>"u8.ToArray();

    private readonly Lazy<(byte[] Plain, byte[] Brotli)> _page = new(() => Read(environment));

    /// <summary>Reads and compresses it before it is asked for.</summary>
    public void Prepare()
    {
        _ = _page.Value;
    }

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        var (body, brotli) = _page.Value;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = "br";
            body = brotli;
        }

        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    private static (byte[] Plain, byte[] Brotli) Read(IWebHostEnvironment environment)
    {
        var plain = Missing;
        var file = environment.WebRootFileProvider.GetFileInfo("index.html");
        if (file.Exists)
        {
            using var source = file.CreateReadStream();
            using var buffer = new MemoryStream();
            source.CopyTo(buffer);
            plain = buffer.ToArray();
        }

        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(plain);
        }

        return (plain, compressed.ToArray());
    }
}
