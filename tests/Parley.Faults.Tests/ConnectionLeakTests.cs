using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Parley.Client;
using Parley.Contracts;
using Parley.Realtime;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary>Ten thousand clients that come and go, each in one of the ways there are: afterwards the server holds what it held before.</summary>
[Collection(nameof(Alone))]
public sealed class ConnectionLeakTests
{
    private const int Rounds = 10_000;
    private const int AtOnce = 16;

    // Taken before the count: pools, caches and compiled code have grown to what they need.
    private const int WarmUpRounds = 2_000;

    // A descriptor per connection would be thousands; the database's pool may have grown.
    private const int SpareDescriptors = 100;
    private const int SpareThreads = 16;

    // A leak shows in each of them; a pool that grows because many came at the same moment does not.
    private const int Parts = 4;

    // 100 bytes for each of a part's connections: less than any object of one.
    private const long SpareBytes = 100 * Rounds / Parts;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<FrameWriterKind> Writers => [FrameWriterKind.Direct, FrameWriterKind.Stream];

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task Nothing_of_ten_thousand_connections_is_left(FrameWriterKind writer)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Counts what /proc tells: needs Linux.");
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await TestServer.StartAsync(database, ("Parley:Realtime:Writer", writer.ToString()));
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server.Address });
        var owner = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        await ComeAndGoAsync(server.Address, owner.Token, WarmUpRounds);
        var before = await SettleAsync();

        var (after, leastGrowth) = (before, long.MaxValue);
        for (var part = 0; part < Parts; part++)
        {
            await ComeAndGoAsync(server.Address, owner.Token, Rounds / Parts);
            var now = await SettleAsync();
            leastGrowth = Math.Min(leastGrowth, now.Bytes - after.Bytes);
            after = now;
        }

        Assert.Equal(before.Sockets, after.Sockets);
        Assert.True(after.Descriptors <= before.Descriptors + SpareDescriptors, $"{before} became {after}");
        Assert.True(after.Threads <= before.Threads + SpareThreads, $"{before} became {after}");
        Assert.True(leastGrowth <= SpareBytes, $"{before} became {after}, by {leastGrowth} or more each time");
    }

    private static Task ComeAndGoAsync(Uri server, string token, int rounds)
    {
        return Parallel.ForEachAsync(
            Enumerable.Range(0, rounds),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (round, cancellationToken) => await ComeAndGoAsync(server, token, round, cancellationToken));
    }

    private static async Task ComeAndGoAsync(Uri server, string token, int round, CancellationToken cancellationToken)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        var way = round % 6;
        var request = $"GET /api/v1/events HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n\r\n";
        if (way == 0)
        {
            // Gone in the middle of the request.
            await client.SendAsync(Encoding.ASCII.GetBytes(request[..40]), cancellationToken);
            return;
        }

        await client.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        await ReadToAsync(client, "\r\n\r\n", cancellationToken);
        if (way == 1)
        {
            // Gone before it said who it is.
            return;
        }

        await client.SendAsync(Masked(0x81, $$"""{"type":"connect","token":"{{token}}"}"""), cancellationToken);
        if (way == 2)
        {
            // Gone while it is answered.
            return;
        }

        await client.SendAsync(Masked(0x81, $$"""{"type":"watch-presence","accountIds":["{{Guid.AllBitsSet}}"]}"""), cancellationToken);
        await ReadToAsync(client, "\"presence\"", cancellationToken);
        switch (way)
        {
            case 3:
                // With a close, answered.
                await client.SendAsync(Masked(0x88, ""), cancellationToken);
                await ReadToEndAsync(client, cancellationToken);
                break;
            case 4:
                // With a reset.
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
            default:
                // Without a word.
                client.Shutdown(SocketShutdown.Both);
                break;
        }
    }

    private static async Task ReadToAsync(Socket client, string end, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            var read = await client.ReceiveAsync(buffer, cancellationToken);
            Assert.NotEqual(0, read);
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    private static async Task ReadToEndAsync(Socket client, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            while (await client.ReceiveAsync(buffer, cancellationToken) > 0)
            {
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            // After its close frame the server may hang up at once.
        }
    }

    /// <summary>A client's frame, with a mask of zeros.</summary>
    private static byte[] Masked(byte first, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        return payload.Length < 126
            ? [first, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]
            : [first, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload];
    }

    /// <summary>Waits until the server has noticed that the last clients went: what it holds does not change any more.</summary>
    private static async Task<Usage> SettleAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var usage = Usage.Now();
        while (await looks.WaitForNextTickAsync() && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            var next = Usage.Now();
            if (next.Sockets == usage.Sockets && next.Bytes >= usage.Bytes)
            {
                break;
            }

            usage = next;
        }

        return usage;
    }

    /// <param name="Descriptors">What this process has open.</param>
    /// <param name="Sockets">Sockets among them.</param>
    /// <param name="Threads">Its threads.</param>
    /// <param name="Bytes">Of objects that are alive.</param>
    private sealed record Usage(int Descriptors, int Sockets, int Threads, long Bytes)
    {
        public static Usage Now()
        {
            var bytes = GC.GetTotalMemory(forceFullCollection: true);
            var open = Directory.GetFileSystemEntries("/proc/self/fd");
            var sockets = open.Count(descriptor => new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
            return new Usage(open.Length, sockets, Directory.GetDirectories("/proc/self/task").Length, bytes);
        }
    }
}

/// <summary>Alone in the process while it counts.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
