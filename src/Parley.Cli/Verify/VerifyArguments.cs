using System.CommandLine;
using System.CommandLine.Parsing;
using Parley.Cli.Load;
using Parley.Cli.Verify.Faults;
using Parley.Cli.Verify.Local;

namespace Parley.Cli.Verify;

/// <summary>The options of <c>parley verify</c>.</summary>
internal sealed class VerifyArguments
{
    private const string MixedRoles = "mixed";

    private readonly ServerOptions _server = new(isOptional: true);
    private readonly Option<int> _local = CommandOptions.Number("--local", "Start a cluster of this many nodes, with a PostgreSQL of its own, and break it on purpose.", standard: 0, atLeast: 1);
    private readonly Option<string> _bus = new("--bus") { Description = "With --local: how its nodes tell each other what is new.", DefaultValueFactory = _ => "postgres" };
    private readonly Option<string> _roles = new("--roles")
    {
        Description = $"With --local: all (each node does everything) or {MixedRoles} (gateways and nodes for the rest in turn).",
        DefaultValueFactory = _ => "all",
    };

    private readonly Option<FileInfo?> _program = new("--program")
    {
        Description = "With --local: the server program, Parley.Server or Parley.Server.dll. Without it: the one beside this program, or built in the source tree around it.",
        HelpName = "PATH",
    };

    private readonly SettingOption _settings = new();
    private readonly TimeOption _preStop = new("--pre-stop", "With --local: how long a node that is restarted serves on without anything new, before its SIGTERM.", "0s");
    private readonly TimeOption _grace = new("--grace", "With --local: after this time, --pre-stop included, a node that is restarted and has not ended is killed, and the run has failed.", "45s");
    private readonly TimeOption _duration = new("--duration", "How long messages are posted.", "60s");
    private readonly TimeOption _faultEvery = new("--fault-every", "With --local: from one fault to the next.", "5s");
    private readonly Option<int> _seed = new("--seed") { Description = "With --local: which faults happen, and what the clients do; without it a new one.", HelpName = "N" };
    private readonly Option<string?> _faults = new("--faults")
    {
        Description = $"With --local: some of {string.Join(',', FaultKinds.All)}, with commas between; without it all that apply.",
        HelpName = "LIST",
    };

    private readonly Option<int> _writers = CommandOptions.Number("--writers", "Accounts that post, and listen on an event stream each.", standard: 12, atLeast: 1);
    private readonly Option<int> _comers = CommandOptions.Number("--comers", "Accounts that listen and come to channels and leave them.", standard: 3, atLeast: 0);
    private readonly Option<int> _channels = CommandOptions.Number("--channels", "Channels; every second one is private.", standard: 6, atLeast: 1);
    private readonly Option<int?> _members = new("--members") { Description = "Writers in each channel; without it all are in every one.", HelpName = "N" };
    private readonly Option<int> _rate = CommandOptions.Number("--rate", "Messages per second of all writers together, at most.", standard: 100, atLeast: 1);
    private readonly Option<FileInfo?> _out = new("--out") { Description = "Keep the history, one JSON object a line, for `parley verify check`.", HelpName = "FILE" };
    private readonly Option<FileInfo?> _json = JsonOption();

    public VerifyArguments()
    {
        _bus.AcceptOnlyFromAmong([.. LocalBroker.Buses]);
        _roles.AcceptOnlyFromAmong("all", MixedRoles);
        _faults.Validators.Add(CheckFaults);
    }

    public static Option<FileInfo?> JsonOption()
    {
        return new Option<FileInfo?>("--json") { Description = "Write the figures as JSON, too.", HelpName = "FILE" };
    }

    public void AddTo(Command command)
    {
        Option[] options = [_local, _bus, _roles, _program, _settings, _preStop, _grace, _duration, _faultEvery, _seed, _faults, _writers, _comers, _channels, _members, _rate, _out, _json];
        Array.ForEach(options, command.Options.Add);
        _server.AddTo(command);
        command.Validators.Add(result =>
        {
            if (IsRun(result) && result.GetResult(_local) is { Implicit: false } == _server.IsGiven(result))
            {
                result.AddError("verify: either --local N, which starts a cluster, or --server URL of a running one");
            }

            if (IsRun(result) && _server.IsGiven(result) && result.GetResult(_settings) is { Implicit: false })
            {
                result.AddError("verify: --set is for the nodes that --local starts");
            }
        });
    }

    public VerifyOptions Read(ParseResult parsed, ParleyTerminal terminal)
    {
        var isLocal = parsed.GetValue(_local) > 0;
        var seed = parsed.GetResult(_seed) is null ? new Random().Next(1, 1_000_000) : parsed.GetValue(_seed);
        var bus = parsed.GetValue(_bus)!;
        return new VerifyOptions
        {
            Run = new VerifyRunOptions
            {
                Writers = parsed.GetValue(_writers),
                Comers = parsed.GetValue(_comers),
                Channels = parsed.GetValue(_channels),
                Members = MembersOf(parsed),
                Duration = _duration.Of(parsed)!.Value,
                Rate = parsed.GetValue(_rate),
                Seed = seed,
            },
            Client = isLocal ? null : VerifyCommand.ClientWithToken(_server, parsed, terminal),
            Cluster = isLocal
                ? new LocalClusterOptions
                {
                    Nodes = NodesOf(parsed),
                    Bus = bus,
                    Program = ServerProgram.Find(parsed.GetValue(_program)),
                }
                : null,
            Nemesis = new NemesisOptions { Seed = seed, Every = _faultEvery.Of(parsed)!.Value, Kinds = KindsOf(parsed.GetValue(_faults), bus) },
            Out = parsed.GetValue(_out),
            Json = parsed.GetValue(_json),
        };
    }

    private LocalNodeOptions[] NodesOf(ParseResult parsed)
    {
        var leave = new LeaveTimes(_preStop.Of(parsed)!.Value, _grace.Of(parsed)!.Value);
        var environment = _settings.Of(parsed);
        return leave.PreStop < leave.Grace
            ? [.. RolesOf(parsed.GetValue(_roles)!, parsed.GetValue(_local)).Select(roles => new LocalNodeOptions(roles) { Environment = environment, Leave = leave })]
            : throw new CommandException("--pre-stop must be less than --grace, of which it is a part", ExitCodes.Usage);
    }

    /// <returns>The roles of each node: gateways and others in turn, and at least one of each.</returns>
    private static string[] RolesOf(string roles, int nodes)
    {
        if (roles != MixedRoles)
        {
            return [.. Enumerable.Repeat(roles, nodes)];
        }

        return nodes == 1
            ? throw new CommandException($"--roles {MixedRoles} needs --local 2 or more", ExitCodes.Usage)
            : [.. Enumerable.Range(0, nodes).Select(index => index % 2 == 0 ? "gateway" : "api,worker,web")];
    }

    private static string[] KindsOf(string? faults, string bus)
    {
        var kinds = faults?.Split(',') ?? FaultKinds.All.Where(kind => kind != FaultKinds.Broker || LocalBroker.HasBroker(bus));
        return kinds.Contains(FaultKinds.Broker) && !LocalBroker.HasBroker(bus)
            ? throw new CommandException($"--faults: the bus {bus} has no broker", ExitCodes.Usage)
            : [.. kinds];
    }

    /// <returns>null: all writers are in every channel.</returns>
    private int? MembersOf(ParseResult parsed)
    {
        var (writers, channels) = (parsed.GetValue(_writers), parsed.GetValue(_channels));
        return parsed.GetValue(_members) is { } members && (members < 1 || (long)members * channels < writers)
            ? throw new CommandException(
                $"--members: {members} writers in each of {channels} channels leave some of {writers} writers without one; {Math.Ceiling((double)writers / channels)} or more are needed",
                ExitCodes.Usage)
            : parsed.GetValue(_members);
    }

    private static void CheckFaults(OptionResult result)
    {
        foreach (var unknown in result.Tokens.SelectMany(token => token.Value.Split(',')).Except(FaultKinds.All))
        {
            result.AddError($"--faults: \"{unknown}\" is none of {string.Join(", ", FaultKinds.All)}");
        }
    }

    // The options of the command above are looked at for its subcommands, too.
    private static bool IsRun(CommandResult result)
    {
        return !result.Children.OfType<CommandResult>().Any();
    }
}
