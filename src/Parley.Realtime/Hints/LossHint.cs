using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <summary>What a node says after it could not send for a while: subscribers on every other node hear of it as <see cref="IHintSubscriber.Lost"/>.</summary>
internal sealed record LossHint : Hint
{
    public static readonly LossHint Instance = new();

    public override HintTopic Topic => HintTopic.EveryNode;
}
