namespace Parley.Modules.Api;

/// <summary>Ends a request with a problem from a place that returns no result: the binding of its body. The pipeline turns it into the answer.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Content.Detail)
{
    public Problem Problem { get; } = problem;
}
