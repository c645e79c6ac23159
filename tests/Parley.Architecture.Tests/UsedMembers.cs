using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Architecture.Tests;

/// <summary>What a type uses, by its signatures, attributes and code: every type, method and field that it names.</summary>
internal static class UsedMembers
{
    /// <summary>Lambdas and state machines are nested types of the type that was written, and are listed with it.</summary>
    public static IEnumerable<MemberReference> Of(TypeDefinition type)
    {
        IEnumerable<TypeReference?> signatures =
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Methods.Select(method => method.ReturnType),
            .. type.Methods.SelectMany(method => method.Parameters).Select(parameter => parameter.ParameterType),
            .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        ];
        return signatures.SelectMany(Flatten)
            .Concat(type.Methods.Where(method => method.HasBody).SelectMany(method => OfCode(method.Body)))
            .Concat(type.NestedTypes.SelectMany(Of));
    }

    private static IEnumerable<MemberReference> OfCode(MethodBody body)
    {
        foreach (var used in body.Variables.SelectMany(variable => Flatten(variable.VariableType)))
        {
            yield return used;
        }

        foreach (var operand in body.Instructions.Select(instruction => instruction.Operand))
        {
            var types = operand switch
            {
                TypeReference type => [type],
                GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
                MemberReference member => [member.DeclaringType],
                _ => Array.Empty<TypeReference?>(),
            };
            foreach (var used in types.SelectMany(Flatten))
            {
                yield return used;
            }

            if (operand is MethodReference or FieldReference)
            {
                yield return (MemberReference)operand;
            }
        }
    }

    private static IEnumerable<TypeReference> Flatten(TypeReference? type)
    {
        return type switch
        {
            null => [],
            GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Flatten)],
            TypeSpecification specification => Flatten(specification.ElementType),
            _ => [type],
        };
    }
}
