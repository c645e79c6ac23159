namespace Parley.Realtime.Tests.Support;

/// <summary>Holds every piece of work until the test picks it: what a thread pool does by chance happens here by choice, on the test's thread.</summary>
internal sealed class SteppedScheduler : TaskScheduler
{
    private readonly List<Task> _queued = [];

    public int Count => _queued.Count;

    public Task Start(Func<Task> work)
    {
        return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
    }

    public void RunOne(int pick)
    {
        if (_queued.Count == 0)
        {
            return;
        }

        var index = pick % _queued.Count;
        var task = _queued[index];
        _queued.RemoveAt(index);

        // A context of the runner's would take the continuations away from here.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public void RunAll()
    {
        while (_queued.Count > 0)
        {
            RunOne(0);
        }
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _queued;

    protected override void QueueTask(Task task) => _queued.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
