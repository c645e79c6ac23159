namespace Parley.Testing.Otlp;

/// <param name="Service">The resource's service.name.</param>
/// <param name="Name">What was done.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 of them.</param>
/// <param name="ParentId">Those of its parent; empty: it is a root.</param>
/// <param name="Attributes">Those that are text or a number.</param>
/// <param name="Links">The traces and spans that it is linked to.</param>
public sealed record ReceivedSpan(
    string Service, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<(string TraceId, string SpanId)> Links)
{
    /// <summary>Of an ExportTraceServiceRequest (opentelemetry/proto/trace/v1/trace.proto).</summary>
    internal static IEnumerable<ReceivedSpan> Of(ProtoMessage request)
    {
        return from resource in request.Messages(1)
               let service = resource.Messages(1).SelectMany(AttributesOf).FirstOrDefault(attribute => attribute.Key == "service.name").Value
               from scope in resource.Messages(2)
               from span in scope.Messages(2)
               select new ReceivedSpan(
                   service, span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), AttributesOfSpan(span), [.. span.Messages(13).Select(link => (link.Hex(1), link.Hex(2)))]);
    }

    private static Dictionary<string, string> AttributesOfSpan(ProtoMessage span)
    {
        return span.Messages(9).Select(Attribute).ToDictionary();
    }

    private static IEnumerable<KeyValuePair<string, string>> AttributesOf(ProtoMessage resource)
    {
        return resource.Messages(1).Select(Attribute);
    }

    private static KeyValuePair<string, string> Attribute(ProtoMessage attribute)
    {
        var value = attribute.Messages(2).Single();
        return KeyValuePair.Create(attribute.Text(1), value.Text(1) is { Length: > 0 } text ? text : $"{value.Value(3)}");
    }
}
