using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Parley.Cli.Load.Reports;
using Parley.Cli.Load.Scenarios;

namespace Parley.Cli.Load;

/// <summary>The options of one scenario: those that all have, and those that it adds.</summary>
internal sealed class ScenarioArguments(Command command)
{
    // At this pace a thousand connections are there in four seconds, and a small server hardly notices.
    private const double ConnectsPerSecond = 250;

    private readonly ServerOptions _server = new(isRequired: true);
    private readonly Option<int> _connections = CommandOptions.Number("--connections", "Connections to the event stream.", 1_000, atLeast: 1);
    private readonly Option<int> _accounts = CommandOptions.Number("--accounts", "Accounts to make. Connections share them in turn: a sign-up hashes a password, which costs the server more than all else.", 50, atLeast: 1);
    private readonly TimeOption _ramp = new("--ramp", "Time over which the connections are opened.", "250 a second");
    private readonly Option<int> _seed = CommandOptions.Number("--seed", "Another number makes other arrivals, texts and choices; the same one makes the same.", 1, atLeast: 0);
    private readonly Option<FileInfo?> _json = new("--json") { Description = "Write the report here as JSON.", HelpName = "FILE" };
    private readonly Option<FileInfo?> _html = new("--html") { Description = "Write the report here as a page with charts.", HelpName = "FILE" };
    private readonly Option<Threshold[]> _failIf = new("--fail-if")
    {
        Description = "Fail when this is so: p99>200ms, post.p95>50ms, errors>10, delivery.rate<5000. More than once: any of them.",
        HelpName = "CONDITION",
        CustomParser = ParseThresholds,
    };

    private readonly Option<bool> _keep = new("--keep") { Description = "Leave the channels and members in place. Otherwise channels are archived and accounts leave the workspace." };
    private readonly Option<string?> _workspace = new("--workspace") { Description = "The workspace to work in; made when it is not there. Without it: one of the run's own.", HelpName = "NAME" };
    private readonly Option<FileInfo?> _authority = new("--ca-file") { Description = "Trust certificates that this one (PEM) signed, and no others.", HelpName = "FILE" };
    private readonly TimeOption _patience = new("--patience", "How long to wait at the end for what is still on its way.", "10s");
    private readonly Option<int> _connectsAtOnce = CommandOptions.Number("--connects-at-once", "Handshakes under way at the same time, at most.", 256, atLeast: 1);
    private readonly Option<int> _callsAtOnce = CommandOptions.Number("--calls-at-once", "Calls under way at the same time, at most; what is due beyond that starts late, and counts as late.", 2_000, atLeast: 1);
    private readonly Option<int> _maxConnections = CommandOptions.Number("--max-connections", "Refuse to begin with more connections.", 20_000, atLeast: 1);
    private readonly TimeOption _maxDuration = new("--max-duration", "Refuse to begin when it would take longer.", "30m");
    private readonly Option<int> _maxMessages = CommandOptions.Number("--max-messages", "Refuse to begin when it would post more.", 1_000_000, atLeast: 1);

    private Option<double>? _rate;
    private Option<int>? _channels;
    private Option<int>? _perAccount;

    public TimeOption Duration { get; } = new("--duration", "How long to measure.", "30s");

    public TimeOption WarmUp { get; } = new("--warm-up", "The same load before it, left out of the latencies.", "5s");

    public TimeOption Heartbeat { get; } = new("--heartbeat", "Time between two pings of a connection. Browsers ask after 25 s.", "25s");

    public Option<ArrivalKind> Arrivals { get; } = new("--arrivals")
    {
        Description = "poisson, as independent people do, which is the default; or constant, in step.",
        HelpName = "KIND",
        CustomParser = ParseArrivals,
    };

    public Option<int> Characters { get; } = CommandOptions.Number("--text-characters", "Length of a message; its first 37 characters say which one it is and when it was due.", 100, atLeast: 40);

    public Option<int> Missed { get; } = CommandOptions.Number("--missed", "Messages that are posted to each channel while everyone is away.", 5, atLeast: 1);

    public Option<double> PostsPerHour { get; } = Positive("--posts-per-hour", "Messages that each client posts in an hour; all else follows from it.", 3);

    public Option<double> Pace { get; } = Positive("--pace", "How many times faster than a day.", 1);

    public Option<double> Rate(double standard)
    {
        return _rate = Positive("--rate", "Messages per second.", standard);
    }

    public Option<int> Channels(int standard)
    {
        return _channels = CommandOptions.Number("--channels", "Channels.", standard, atLeast: 1);
    }

    public Option<int> PerAccount(int standard)
    {
        return _perAccount = CommandOptions.Number("--channels-per-account", "Channels that each account is in; more where a channel would have no reader.", standard, atLeast: 1);
    }

    public void Add(params Option[] options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    public void AddCommon()
    {
        _server.AddTo(command);
        Add(
            _connections,
            _accounts,
            _ramp,
            _seed,
            _json,
            _html,
            _failIf,
            _keep,
            _workspace,
            _authority,
            _patience,
            _connectsAtOnce,
            _callsAtOnce,
            _maxConnections,
            _maxDuration,
            _maxMessages);
    }

    public LoadOptions Read(ParseResult parsed)
    {
        var connections = parsed.GetValue(_connections);
        var channels = command.Name == LoadScenarios.Room ? 1 : Of(_channels);
        return new LoadOptions
        {
            Scenario = command.Name,
            Server = _server.Server(parsed),
            Connections = connections,
            Accounts = Math.Min(connections, parsed.GetValue(_accounts)),
            Ramp = _ramp.Of(parsed) ?? TimeSpan.FromSeconds(connections / ConnectsPerSecond),
            Channels = channels,
            ChannelsPerAccount = _perAccount is null ? channels : Of(_perAccount),
            WarmUp = TimeOf(WarmUp),
            Duration = TimeOf(Duration),
            Rate = Of(_rate),
            Arrivals = Of(Arrivals),
            TextCharacters = Of(Characters),
            Heartbeat = TimeOf(Heartbeat),
            Missed = Of(Missed),
            PostsPerHour = Of(PostsPerHour),
            Pace = Of(Pace),
            Patience = TimeOf(_patience),
            ConnectsAtOnce = parsed.GetValue(_connectsAtOnce),
            CallsAtOnce = parsed.GetValue(_callsAtOnce),
            Seed = parsed.GetValue(_seed),
            WorkspaceName = parsed.GetValue(_workspace),
            Keep = parsed.GetValue(_keep),
            Limits = new LoadLimits
            {
                Connections = parsed.GetValue(_maxConnections),
                Messages = parsed.GetValue(_maxMessages),
                Duration = TimeOf(_maxDuration),
            },
        };

        TimeSpan TimeOf(TimeOption option)
        {
            return command.Options.Contains(option) ? option.Of(parsed) ?? TimeSpan.Zero : TimeSpan.Zero;
        }

        TValue? Of<TValue>(Option<TValue>? option)
        {
            return option is not null && command.Options.Contains(option) ? parsed.GetValue(option) : default;
        }
    }

    public string? TokenOf(ParseResult parsed, ParleyTerminal terminal) => _server.Token(parsed, terminal);

    public IReadOnlyList<Threshold> ThresholdsOf(ParseResult parsed) => parsed.GetValue(_failIf) ?? [];

    public FileInfo? JsonFileOf(ParseResult parsed) => parsed.GetValue(_json);

    public FileInfo? HtmlFileOf(ParseResult parsed) => parsed.GetValue(_html);

    public FileInfo? AuthorityOf(ParseResult parsed) => parsed.GetValue(_authority);

    private static Option<double> Positive(string name, string description, double standard)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && !(number > 0 && number < 1e9))
            {
                result.AddError($"{name}: {result.Tokens[0].Value} is not possible, it takes a number above 0");
            }
        });
        return option;
    }

    private static ArrivalKind ParseArrivals(ArgumentResult argument)
    {
        switch (argument.Tokens[0].Value)
        {
            case "poisson":
                return ArrivalKind.Poisson;
            case "constant":
                return ArrivalKind.Constant;
            case var other:
                argument.AddError($"--arrivals: \"{other}\" is neither poisson nor constant");
                return ArrivalKind.Poisson;
        }
    }

    private static Threshold[] ParseThresholds(ArgumentResult argument)
    {
        List<Threshold> thresholds = [];
        foreach (var token in argument.Tokens)
        {
            if (Threshold.TryParse(token.Value) is { } threshold)
            {
                thresholds.Add(threshold);
            }
            else
            {
                argument.AddError($"--fail-if: \"{token.Value}\" is not a condition such as p99>200ms, post.p95>50ms, errors>10 or delivery.rate<5000");
            }
        }

        return [.. thresholds];
    }
}
