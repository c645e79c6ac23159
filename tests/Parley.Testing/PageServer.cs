using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Parley.Testing;

/// <summary>A web server of somebody else's, byte for byte as a test wants it, on a free port of the loopback address. One answer to a connection.</summary>
public sealed class PageServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<Stream, CancellationToken, Task>> _answers = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;

    public PageServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The heads of what it was asked, in their order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public string Url(string path)
    {
        return $"http://127.0.0.1:{Port}{path}";
    }

    /// <summary>A page with this head.</summary>
    public void Html(string path, string head, string contentType = "text/html; charset=utf-8", string headers = "")
    {
        Bytes(path, Encoding.UTF8.GetBytes($"<!doctype html><html><head>{head}</head><body><p>Body</p></body></html>"), contentType, headers);
    }

    public void Bytes(string path, byte[] body, string contentType, string headers = "", string status = "200 OK")
    {
        Answer(path, async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{headers}Connection: close\r\n\r\n"), cancellationToken);
            await stream.WriteAsync(body, cancellationToken);
        });
    }

    public void Redirect(string path, string location)
    {
        Bytes(path, [], "text/plain", $"Location: {location}\r\n", "302 Found");
    }

    public void Answer(string path, Func<Stream, CancellationToken, Task> answer)
    {
        _answers[path] = answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // It was stopped: while it waited, or between two that came.
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
                var head = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                {
                    head.Append(line).Append('\n');
                }

                _requests.Enqueue(head.ToString());
                if (head.ToString().Split(' ') is [_, var path, ..] && _answers.TryGetValue(path, out var answer))
                {
                    await answer(client.GetStream(), _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // Whoever asked had enough, or the test is over.
            }
        }
    }
}
