using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Parley.Modules.Api;
using Parley.Modules.LinkPreviews;
using Parley.Modules.LinkPreviews.Fetching;
using Parley.Testing;

namespace Parley.Modules.Tests.LinkPreviews;

/// <summary>Against a server that is everywhere: whatever address is connected to, and allowed, leads to it.</summary>
public sealed class PageClientTests : IAsyncDisposable
{
    private const int PageBytes = 512 * 1024;

    private static readonly AcceptedKind[] Html = [new("text/html", PageBytes)];
    private static readonly string[] PublicName = ["93.184.216.34"];

    private readonly PageServer _server = new();
    private readonly FakeNames _names = new();
    private readonly EverywhereConnector _connector;
    private readonly FakeTimeProvider _time = new();
    private readonly LinkPreviewsOptions _options = new();

    public PageClientTests()
    {
        _connector = new EverywhereConnector(_server.Port);
    }

    public ValueTask DisposeAsync()
    {
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task A_page_is_fetched_from_the_address_that_was_checked_and_nothing_is_brought_along()
    {
        _names.Answers["pages.example"] = PublicName;
        _server.Html("/a", "<title>x</title>", headers: "Set-Cookie: a=b\r\n");

        await FetchAsync("http://pages.example/a");
        var page = await FetchAsync("http://pages.example/a#part");

        Assert.Equal(("http://pages.example/a", "text/html", "utf-8"), (page?.Url.GetLeftPart(UriPartial.Query), page?.MediaType, page?.Charset));
        Assert.Equal([.. PublicName.Select(address => $"{address}:80")], _connector.Connected.Distinct());
        Assert.All(_server.Requests, request => Assert.DoesNotMatch("(?im)^(cookie|authorization|referer|traceparent|x-)", request));
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/latest/meta-data/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fd00:ec2::254]/latest/meta-data/")]
    [InlineData("http://[64:ff9b::127.0.0.1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://[fe80::1%25lo]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://private.example/")]
    [InlineData("http://mapped.example/")]
    [InlineData("http://localhost/")]
    [InlineData("http://nowhere.example/")]
    [InlineData("http://public.example:22/")]
    [InlineData("http://public.example:8080/")]
    [InlineData("http://user:secret@public.example/")]
    [InlineData("ftp://public.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://public.example/")]
    [InlineData("http://chat.example/")]
    public async Task What_may_not_be_asked_is_not_connected_to(string url)
    {
        _names.Answers["private.example"] = ["10.1.2.3", "fd00::1"];
        _names.Answers["mapped.example"] = ["::ffff:192.168.0.1"];
        _names.Answers["localhost"] = ["127.0.0.1"];
        _names.Answers["public.example"] = PublicName;
        _names.Answers["chat.example"] = PublicName;
        _server.Html("/", "<title>x</title>");

        Assert.Null(await FetchAsync(url));

        Assert.Empty(_connector.Connected);
    }

    [Fact]
    public async Task A_name_whose_address_changes_after_the_check_gains_nothing()
    {
        // Public when it is asked first, and this machine from then on.
        _names.Answers["rebinding.example"] = PublicName;
        _names.Later["rebinding.example"] = ["127.0.0.1"];
        _server.Redirect("/", "http://rebinding.example/again");
        _server.Html("/again", "<title>x</title>");

        Assert.Null(await FetchAsync("http://rebinding.example/"));

        Assert.Equal(["93.184.216.34:80"], _connector.Connected);
        Assert.Equal(2, _names.Asked);
    }

    [Fact]
    public async Task Of_several_addresses_only_a_public_one_is_connected_to()
    {
        _names.Answers["mixed.example"] = ["127.0.0.1", "169.254.169.254", .. PublicName, "10.0.0.1"];
        _server.Html("/", "<title>x</title>");

        Assert.NotNull(await FetchAsync("http://mixed.example/"));

        Assert.Equal(["93.184.216.34:80"], _connector.Connected);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("//10.0.0.1/")]
    [InlineData("http://private.example/")]
    [InlineData("http://public.example:6379/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://chat.example/secret")]
    [InlineData("/loop")]
    [InlineData("http://[bad/")]
    public async Task A_redirect_is_held_to_the_same_rules(string location)
    {
        _names.Answers["public.example"] = PublicName;
        _names.Answers["private.example"] = ["192.168.0.1"];
        _names.Answers["chat.example"] = PublicName;
        _server.Redirect("/", location);
        _server.Redirect("/loop", "/loop");
        _server.Html("/latest/meta-data/", "<title>secret</title>");

        Assert.Null(await FetchAsync("http://public.example/"));

        Assert.All(_connector.Connected, address => Assert.Equal("93.184.216.34:80", address));
        Assert.InRange(_server.Requests.Count, 1, 4);
    }

    [Fact]
    public async Task Three_redirects_are_followed()
    {
        _names.Answers["public.example"] = PublicName;
        _server.Redirect("/", "/1");
        _server.Redirect("/1", "http://public.example/2");
        _server.Redirect("/2", "3");
        _server.Html("/3", "<title>x</title>");

        Assert.Equal("http://public.example/3", (await FetchAsync("http://public.example/"))?.Url.AbsoluteUri);
    }

    [Fact]
    public async Task Of_an_endless_body_only_the_beginning_is_read()
    {
        _names.Answers["public.example"] = PublicName;
        var isOver = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Answer("/", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"u8.ToArray(), cancellationToken);
            try
            {
                while (true)
                {
                    await stream.WriteAsync(new byte[64 * 1024], cancellationToken);
                }
            }
            finally
            {
                isOver.SetResult();
            }
        });

        Assert.Equal(PageBytes, (await FetchAsync("http://public.example/"))?.Body.Length);

        await isOver.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_bomb_is_unpacked_only_to_the_bound(string encoding)
    {
        _names.Answers["public.example"] = PublicName;
        _server.Bytes("/", Pack(encoding, 200 * 1024 * 1024), "text/html", $"Content-Encoding: {encoding}\r\n");

        Assert.Equal(PageBytes, (await FetchAsync("http://public.example/"))?.Body.Length);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<title>slow")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData("")]
    public async Task A_site_that_takes_its_time_is_given_up_after_five_seconds(string beginning)
    {
        _names.Answers["public.example"] = PublicName;
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Answer("/", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning), cancellationToken);
            isAsked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });

        var fetching = FetchAsync("http://public.example/");
        await isAsked.Task;
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(fetching.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Null(await fetching.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System));
    }

    [Theory]
    [InlineData("200 OK", "application/pdf", "")]
    [InlineData("200 OK", "image/png", "")]
    [InlineData("200 OK", "text/htmlx", "")]
    [InlineData("200 OK", "", "")]
    [InlineData("404 Not Found", "text/html", "")]
    [InlineData("500 Oops", "text/html", "")]
    [InlineData("401 Unauthorized", "text/html", "WWW-Authenticate: Basic\r\n")]
    [InlineData("206 Partial Content", "text/html", "")]
    [InlineData("200 OK", "text/html", "X-Robots-Tag: noindex, nosnippet\r\n")]
    [InlineData("200 OK", "text/html", "X-Robots-Tag: parleybot: none\r\n")]
    [InlineData("200 OK", "text/html", "Content-Encoding: gzip\r\n")]
    [InlineData("302 Found", "text/html", "")]
    public async Task What_is_no_page_has_no_preview(string status, string contentType, string headers)
    {
        _names.Answers["public.example"] = PublicName;
        _server.Bytes("/", "<title>x</title>"u8.ToArray(), contentType, headers, status);

        Assert.Null(await FetchAsync("http://public.example/"));
    }

    [Fact]
    public async Task What_another_robot_may_not_show_this_one_may()
    {
        _names.Answers["public.example"] = PublicName;
        _server.Html("/", "<title>x</title>", headers: "X-Robots-Tag: otherbot: nosnippet\r\n");

        Assert.NotNull(await FetchAsync("http://public.example/"));
    }

    [Fact]
    public async Task A_host_is_asked_so_often_in_a_minute_and_then_again()
    {
        _options.PerHostPerMinute = 2;
        _names.Answers["one.example"] = PublicName;
        _names.Answers["other.example"] = PublicName;
        _server.Html("/", "<title>x</title>");
        using var client = CreateClient();

        Assert.NotNull(await client.FetchAsync(new Uri("http://one.example/"), Html, default));
        Assert.NotNull(await client.FetchAsync(new Uri("http://one.example/"), Html, default));
        Assert.Null(await client.FetchAsync(new Uri("http://ONE.example/"), Html, default));
        Assert.NotNull(await client.FetchAsync(new Uri("http://other.example/"), Html, default));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await client.FetchAsync(new Uri("http://one.example/"), Html, default));
    }

    private static byte[] Pack(string encoding, int bytes)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            var zeros = new byte[1024 * 1024];
            for (var written = 0; written < bytes; written += zeros.Length)
            {
                packing.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    private async Task<FetchedPage?> FetchAsync(string url)
    {
        using var client = CreateClient();
        return await client.FetchAsync(new Uri(url), Html, default);
    }

    private PageClient CreateClient()
    {
        var options = Options.Create(_options);
        return new PageClient(new GuardedConnections(_names, _connector, options), options, Options.Create(new PublicUrlOptions { PublicUrl = "http://chat.example" }), _time);
    }

    /// <summary>Names with the addresses that they have, and those that they have when they are asked again.</summary>
    private sealed class FakeNames : INameResolver
    {
        public Dictionary<string, string[]> Answers { get; } = [];

        public Dictionary<string, string[]> Later { get; } = [];

        public int Asked { get; private set; }

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Asked++;
            if (!Answers.TryGetValue(host, out var addresses))
            {
                throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
            }

            if (Later.TryGetValue(host, out var later))
            {
                Answers[host] = later;
            }

            return Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]);
        }
    }

    private sealed class EverywhereConnector(int port) : IConnector
    {
        private readonly SystemConnector _connector = new();

        public List<string> Connected { get; } = [];

        public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
        {
            Connected.Add(address.ToString());
            return _connector.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        }
    }
}
