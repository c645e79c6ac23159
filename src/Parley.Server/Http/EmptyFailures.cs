using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Server.Http;

/// <summary>Gives the framework's own refusals (no such route, wrong method) the problem document that every refusal has.</summary>
internal static class EmptyFailures
{
    private static readonly Problem MethodNotAllowed = Problem.Create(
        StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "Method not allowed", "The address exists, but not with this method: see the Allow header.");

    private static readonly Problem Malformed = Problem.Create(
        StatusCodes.Status400BadRequest, ErrorCodes.Validation, "The request is malformed", "A value in the query is not of the right kind, such as a number.");

    private static readonly FrozenDictionary<Type, (Func<string, bool> Takes, string Rule)> Kinds = new Dictionary<Type, (Func<string, bool> Takes, string Rule)>
    {
        [typeof(int?)] = (text => int.TryParse(text, CultureInfo.InvariantCulture, out _), "must be a whole number, for example 50."),
        [typeof(long?)] = (text => long.TryParse(text, CultureInfo.InvariantCulture, out _), "must be a whole number, for example 50."),
        [typeof(bool?)] = (text => bool.TryParse(text, out _), "must be true or false."),
    }.ToFrozenDictionary();

    public static Task FillAsync(StatusCodeContext failure)
    {
        var context = failure.HttpContext;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => WrongValueOf(context).ExecuteAsync(context),
            StatusCodes.Status404NotFound => Problem.NotFound.ExecuteAsync(context),
            StatusCodes.Status405MethodNotAllowed => MethodNotAllowed.ExecuteAsync(context),
            StatusCodes.Status415UnsupportedMediaType => Problem.NotJson.ExecuteAsync(context),
            StatusCodes.Status413PayloadTooLarge => Problem.BodyTooLarge(Limits.RequestBytes).ExecuteAsync(context),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>Code made at build time refuses a query's value of the wrong kind without a word, so it is looked for here.</summary>
    private static Problem WrongValueOf(HttpContext context)
    {
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            if (context.Request.Query.TryGetValue(parameter.Name, out var value)
                && Kinds.TryGetValue(parameter.ParameterInfo.ParameterType, out var kind)
                && !kind.Takes(value.ToString()))
            {
                return Problem.Invalid(parameter.Name, kind.Rule);
            }
        }

        return Malformed;
    }
}
