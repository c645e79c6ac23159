namespace Parley.Realtime.Feeds;

/// <summary>Lets so many in at once; the others wait in line. Who waits continues on its own scheduler, which a semaphore does not promise.</summary>
internal sealed class Admission(int places)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _line = new();
    private int _free = places;

    /// <exception cref="OperationCanceledException">The caller gave up; it has no place to leave.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> waiting;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            waiting = _line.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(waiting, cancellationToken), state: null);
        await waiting.Value.Task;
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (_line.First is { } next)
            {
                _line.RemoveFirst();
                next.Value.SetResult();
                return;
            }

            _free++;
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> waiting, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Not in line any more: its place was given to it in the same moment, and it will leave it.
            if (waiting.List is not null)
            {
                _line.Remove(waiting);
                waiting.Value.SetCanceled(cancellationToken);
            }
        }
    }
}
