package io.github.anaplan4j.docs.architecture;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what others can see of a type, as lines of text.
 *
 * <p>There is one line for the type and one, indented, for each member, with those of its types inside after it. What
 * the kind of a type implies is left out: accessors and the constructor of a record, the methods of each enum, and what
 * overrides a method of {@link Object}. Our own types are named from our root package on, those of the JDK by their
 * simple names.
 */
final class Signatures {
    private static final String ROOT = "io.github.anaplan4j.";
    private static final Set<String> OF_OBJECT = Set.of("equals(Object)", "hashCode()", "toString()");
    private static final Set<String> OF_ENUMS = Set.of("values()", "valueOf(String)");

    private final Predicate<Class<?>> isExported;

    /** Describes types of which others can see those alone that pass. */
    Signatures(Predicate<Class<?>> isExported) {
        this.isExported = isExported;
    }

    /** {@return the lines of a type and of all that is visible in it} */
    List<String> of(Class<?> type) {
        List<String> lines = new ArrayList<>(List.of(header(type)));
        members(type).stream().map(member -> "    " + member).forEach(lines::add);
        Stream.of(type.getDeclaredClasses())
                .filter(Signatures::isVisible)
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .forEach(inside -> lines.addAll(of(inside)));
        return lines;
    }

    private static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers()) && !type.isSynthetic();
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private String header(Class<?> type) {
        return words(
                modifiers(type),
                kind(type),
                name(type) + parameters(type.getTypeParameters()) + components(type),
                list("extends", superclass(type)),
                list(type.isInterface() ? "extends" : "implements", interfaces(type)),
                list("permits", permitted(type)));
    }

    private static String modifiers(Class<?> type) {
        int modifiers = type.getModifiers();
        boolean plain = !type.isInterface() && !type.isRecord() && !type.isEnum();
        return words(
                visibility(modifiers),
                plain && Modifier.isStatic(modifiers) ? "static" : "",
                plain && Modifier.isAbstract(modifiers) ? "abstract" : "",
                plain && Modifier.isFinal(modifiers) ? "final" : "",
                type.isSealed() && !type.isEnum() ? "sealed" : "",
                isNonSealed(type) ? "non-sealed" : "");
    }

    private static boolean isNonSealed(Class<?> type) {
        return !type.isSealed()
                && !Modifier.isFinal(type.getModifiers())
                && Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                        .anyMatch(Class::isSealed);
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String components(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents())
                        .map(component -> words(type(component.getAnnotatedType()), component.getName()))
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
    }

    private static List<String> superclass(Class<?> type) {
        AnnotatedType above = type.getAnnotatedSuperclass();
        boolean implied = above == null
                || above.getType() == Object.class
                || above.getType() == Record.class
                || type.isEnum()
                || type.isInterface();
        return implied ? List.of() : List.of(type(above));
    }

    private static List<String> interfaces(Class<?> type) {
        return type.isAnnotation()
                ? List.of()
                : Stream.of(type.getAnnotatedInterfaces()).map(Signatures::type).toList();
    }

    private List<String> permitted(Class<?> type) {
        return type.isSealed() && !type.isEnum()
                ? Stream.of(type.getPermittedSubclasses())
                        .filter(isExported)
                        .map(Signatures::name)
                        .sorted() // compilers list them each in its own order
                        .toList()
                : List.of();
    }

    private Set<String> members(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor.getModifiers()) && !constructor.isSynthetic() && !isCanonical(constructor)) {
                members.add(words(
                        visibility(constructor.getModifiers()),
                        parameters(constructor.getTypeParameters()),
                        type.getSimpleName() + arguments(constructor),
                        list("throws", checked(constructor))));
            }
        }
        for (Class<?> home : homes(type)) {
            Stream.of(home.getDeclaredFields())
                    .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                    .map(Signatures::field)
                    .forEach(members::add);
            Stream.of(home.getDeclaredMethods())
                    .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic() && !isImplied(method))
                    .map(Signatures::method)
                    .forEach(members::add);
        }
        return members;
    }

    /** The type, and the hidden ones above it: what others see of those, they see in it. */
    private Set<Class<?>> homes(Class<?> type) {
        Set<Class<?>> homes = new LinkedHashSet<>(List.of(type));
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                .filter(above -> above.getName().startsWith(ROOT) && !isExported.test(above))
                .forEach(above -> homes.addAll(homes(above)));
        return homes;
    }

    private static boolean isCanonical(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Stream.of(type.getRecordComponents())
                                .map(component -> (Class<?>) component.getType())
                                .toArray(Class<?>[]::new));
    }

    private static boolean isImplied(Method method) {
        Class<?> type = method.getDeclaringClass();
        String call = method.getName() + arguments(method);
        return OF_OBJECT.contains(call)
                || type.isEnum() && OF_ENUMS.contains(call)
                || type.isRecord()
                        && Stream.of(type.getRecordComponents())
                                .anyMatch(component -> component.getAccessor().equals(method));
    }

    private static String field(Field field) {
        if (field.isEnumConstant()) {
            return field.getName();
        }
        int modifiers = field.getModifiers();
        return words(
                visibility(modifiers),
                Modifier.isStatic(modifiers) ? "static" : "",
                Modifier.isFinal(modifiers) ? "final" : "",
                type(field.getAnnotatedType()),
                field.getName());
    }

    private static String method(Method method) {
        int modifiers = method.getModifiers();
        return words(
                visibility(modifiers),
                Modifier.isStatic(modifiers) ? "static" : "",
                Modifier.isAbstract(modifiers) ? "abstract" : "",
                Modifier.isFinal(modifiers) ? "final" : "",
                method.isDefault() || method.getDefaultValue() != null ? "default" : "",
                parameters(method.getTypeParameters()),
                type(method.getAnnotatedReturnType()),
                method.getName() + arguments(method),
                list("throws", checked(method)));
    }

    private static String arguments(Executable executable) {
        String arguments = Stream.of(executable.getAnnotatedParameterTypes())
                .map(Signatures::type)
                .collect(Collectors.joining(", ", "(", ")"));
        return executable.isVarArgs() ? arguments.replaceFirst("\\[]\\)$", "...)") : arguments;
    }

    private static List<String> checked(Executable executable) {
        return Stream.of(executable.getAnnotatedExceptionTypes())
                .filter(thrown -> !(thrown.getType() instanceof Class<?> type)
                        || !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type))
                .map(Signatures::type)
                .sorted()
                .toList();
    }

    private static String parameters(TypeVariable<?>[] parameters) {
        return parameters.length == 0
                ? ""
                : Stream.of(parameters).map(Signatures::parameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String parameter(TypeVariable<?> parameter) {
        List<String> bounds = Stream.of(parameter.getAnnotatedBounds())
                .map(Signatures::type)
                .filter(bound -> !bound.equals("Object"))
                .toList();
        return words(parameter.getName(), bounds.isEmpty() ? "" : "extends " + String.join(" & ", bounds));
    }

    private static String type(AnnotatedType type) {
        String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
        if (type instanceof AnnotatedArrayType array) {
            return type(array.getAnnotatedGenericComponentType()) + (nullable.isEmpty() ? "[]" : " @Nullable []");
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            return nullable
                    + name((Class<?>) ((ParameterizedType) generic.getType()).getRawType())
                    + Stream.of(generic.getAnnotatedActualTypeArguments())
                            .map(Signatures::type)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        if (type instanceof AnnotatedTypeVariable variable) {
            return nullable + variable.getType().getTypeName();
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return wildcard(wildcard);
        }
        Type plain = type.getType();
        return nullable + (plain instanceof Class<?> known ? name(known) : plain.getTypeName());
    }

    private static String wildcard(AnnotatedWildcardType wildcard) {
        if (wildcard.getAnnotatedLowerBounds().length > 0) {
            return "? super " + type(wildcard.getAnnotatedLowerBounds()[0]);
        }
        String bound = type(wildcard.getAnnotatedUpperBounds()[0]);
        return bound.equals("Object") ? "?" : "? extends " + bound;
    }

    private static String name(Class<?> type) {
        String name = type.getCanonicalName();
        if (name.startsWith(ROOT)) {
            return name.substring(ROOT.length());
        }
        return name.startsWith("java.") ? name.substring(type.getPackageName().length() + 1) : name;
    }

    private static String visibility(int modifiers) {
        return Modifier.isPublic(modifiers) ? "public" : "protected";
    }

    private static String list(String word, List<String> names) {
        return names.isEmpty() ? "" : word + " " + String.join(", ", names);
    }

    private static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }
}
