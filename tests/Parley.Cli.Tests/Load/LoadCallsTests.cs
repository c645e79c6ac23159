using System.Net;
using System.Text.Json;
using Parley.Cli.Load;
using Parley.Cli.Load.Measuring;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Tests.Load;

public sealed class LoadCallsTests : IDisposable
{
    private readonly SkippingTime _time = new();
    private readonly Answers _answers = new();
    private readonly ParleyClient _client;
    private readonly HttpClient _http;
    private readonly Measurements _measurements;
    private readonly LoadAccount _account;

    public LoadCallsTests()
    {
        _http = new HttpClient(_answers);
        _client = new ParleyClient(new ParleyClientOptions { Server = new Uri("http://127.0.0.1"), Http = _http, Attempts = 1, Time = _time });
        _measurements = new Measurements(new LoadClock(_time));
        _measurements.MeasureFrom(TimeSpan.Zero);
        _account = new LoadAccount(Guid.Empty, "token", _client, []);
    }

    [Fact]
    public async Task A_pause_that_the_server_asks_for_is_kept_and_belongs_to_the_latency()
    {
        _answers.Next(HttpStatusCode.TooManyRequests, retryAfterSeconds: 7);
        _answers.Next(HttpStatusCode.ServiceUnavailable, retryAfterSeconds: 2);
        _answers.Next(HttpStatusCode.OK);

        Assert.NotNull(await CallAsync());

        Assert.Equal((2L, TimeSpan.FromSeconds(9), 0L), (_measurements.Waits, _measurements.Waited, _measurements.Faults.Count));
        Assert.Equal(1, _measurements.Syncs.Total.Count);
        Assert.InRange(_measurements.Syncs.Total.Most, TimeSpan.FromSeconds(8.9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Other_calls_of_the_account_wait_with_it()
    {
        _answers.Next(HttpStatusCode.OK);
        _account.NotBefore = _measurements.Clock.Now + TimeSpan.FromSeconds(20);

        await CallAsync();

        Assert.InRange(_time.Skipped, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(21));
    }

    [Fact]
    public async Task A_failure_is_counted_by_its_code_and_not_repeated()
    {
        _answers.Next(HttpStatusCode.InternalServerError);
        _answers.Next(HttpStatusCode.TooManyRequests);
        _answers.Next(HttpStatusCode.TooManyRequests, retryAfterSeconds: 3_600);
        _answers.Break();

        for (var call = 0; call < 4; call++)
        {
            Assert.Null(await CallAsync());
        }

        Assert.Equal(
            [KeyValuePair.Create("sync: 429 too-many-requests", 2L), KeyValuePair.Create("sync: 500 server-error", 1L), KeyValuePair.Create("sync: no answer", 1L)],
            _measurements.Faults.ByKind());
        Assert.Equal((0L, 0L), (_measurements.Waits, _measurements.Syncs.Total.Count));
    }

    [Fact]
    public async Task A_server_that_asks_for_pauses_without_end_has_failed()
    {
        for (var answer = 0; answer < 10; answer++)
        {
            _answers.Next(HttpStatusCode.TooManyRequests, retryAfterSeconds: 1);
        }

        Assert.Null(await CallAsync());

        Assert.Equal((4L, 1L, 5), (_measurements.Waits, _measurements.Faults.Count, _answers.Given));
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        _answers.Dispose();
    }

    private Task<SyncDto?> CallAsync()
    {
        return new LoadCalls(_measurements).RunAsync(_measurements.Syncs, _measurements.Clock.Now, _account, client => client.ReadSyncAsync(default), default);
    }

    /// <summary>Answers, one after the other, as they were put in.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        private readonly Queue<Func<HttpResponseMessage>> _next = [];

        public int Given { get; private set; }

        public void Next(HttpStatusCode status, int? retryAfterSeconds = null)
        {
            _next.Enqueue(() => Make(status, retryAfterSeconds));
        }

        public void Break()
        {
            _next.Enqueue(() => throw new HttpRequestException("it broke"));
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Given++;
            return Task.FromResult(_next.Dequeue()());
        }

        private static HttpResponseMessage Make(HttpStatusCode status, int? retryAfterSeconds)
        {
            var isProblem = status != HttpStatusCode.OK;
            var code = status switch { HttpStatusCode.TooManyRequests => ErrorCodes.TooManyRequests, HttpStatusCode.ServiceUnavailable => ErrorCodes.Unavailable, _ => ErrorCodes.ServerError };
            var bytes = isProblem
                ? JsonSerializer.SerializeToUtf8Bytes(new ProblemDto { Type = "", Title = "", Status = (int)status, Code = code }, ParleyJson.Context.ProblemDto)
                : JsonSerializer.SerializeToUtf8Bytes(new SyncDto { Epoch = "e", Channels = [] }, ParleyJson.Context.SyncDto);
            var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(bytes) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", isProblem ? "application/problem+json" : "application/json");
            if (retryAfterSeconds is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", $"{retryAfterSeconds}");
            }

            return response;
        }
    }
}
