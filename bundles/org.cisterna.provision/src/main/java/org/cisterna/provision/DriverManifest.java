// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the headers of a bundle are those of a driver: it declares the service {@code PumpDriver}, and of ours it offers nothing else. The
 * same question is put to a jar of the folder and to the installed bundle that it would take the place of.
 */
final class DriverManifest {

    static final String DRIVER = "org.cisterna.pump.spi.PumpDriver";
    /** A way to the pump, which a vendor may bring along with the driver. */
    private static final String LINKS = "org.cisterna.pump.wire.LinkProvider";

    private static final List<String> OF_THE_PLATFORM = List.of("org.cisterna", "org.osgi", "org.slf4j");
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final String SYSTEM = "system.bundle";

    /** One clause of a header: its paths, and its attributes and directives by their names, without the type of a value. */
    private record Clause(List<String> paths, Map<String, String> parameters) {}

    private DriverManifest() {}

    /** The symbolic name without its parameters; empty when there is none. */
    static Optional<String> symbolicName(Function<String, @Nullable String> header) {
        return clauses(header.apply("Bundle-SymbolicName")).stream()
                .flatMap(clause -> clause.paths().stream())
                .findFirst();
    }

    /** Why this is no driver, in words; empty when it is one. */
    static Optional<String> objection(Function<String, @Nullable String> header) {
        String name = symbolicName(header).orElse("");
        if (!SYMBOLIC_NAME.matcher(name).matches() || SYSTEM.equals(name)) {
            return Optional.of("its Bundle-SymbolicName is not one that a driver can have");
        }
        if (header.apply("Fragment-Host") != null) {
            return Optional.of("it is a fragment of another bundle; a driver is a bundle of its own");
        }
        List<String> services = clauses(header.apply("Provide-Capability")).stream()
                .filter(clause -> clause.paths().contains("osgi.service"))
                .flatMap(clause -> Stream.of(
                        clause.parameters().getOrDefault("objectClass", "").split(",", -1)))
                .map(String::trim)
                .toList();
        if (!services.contains(DRIVER)) {
            return Optional.of("it is no driver: its manifest does not declare, under Provide-Capability, the service "
                    + DRIVER + " (bnd does it for a component that provides it)");
        }
        for (String service : services) {
            if (!service.equals(DRIVER) && !service.equals(LINKS) && foreign(service, name)) {
                return Optional.of(
                        "it offers the service " + service + ", which is the platform's; a driver offers " + DRIVER);
            }
        }
        return clauses(header.apply("Export-Package")).stream()
                .flatMap(clause -> clause.paths().stream())
                .filter(each -> foreign(each, name))
                .findFirst()
                .map(each -> "it exports the package " + each
                        + ", which is the platform's; a driver exports packages of" + " its own, or none");
    }

    /** Whether a package or class is of the platform, and not of this bundle. */
    private static boolean foreign(String type, String symbolicName) {
        return OF_THE_PLATFORM.stream().anyMatch(each -> within(type, each)) && !within(type, symbolicName);
    }

    private static boolean within(String type, String parent) {
        return type.equals(parent) || type.startsWith(parent + ".");
    }

    private static List<Clause> clauses(@Nullable String header) {
        List<Clause> clauses = new ArrayList<>();
        for (String clause : split(header == null ? "" : header, ',')) {
            List<String> paths = new ArrayList<>();
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String part : split(clause, ';')) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    paths.add(unquoted(part));
                } else {
                    parameters.put(name(part.substring(0, equals)), unquoted(part.substring(equals + 1)));
                }
            }
            clauses.add(new Clause(paths, parameters));
        }
        return clauses;
    }

    /** {@code objectClass:List<String>} is {@code objectClass}, and {@code uses:} is {@code uses}. */
    private static String name(String before) {
        int colon = before.indexOf(':');
        String name = (colon < 0 ? before : before.substring(0, colon)).trim();
        return name.toLowerCase(Locale.ROOT).equals("objectclass") ? "objectClass" : name;
    }

    private static String unquoted(String value) {
        String trimmed = value.trim();
        boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        return quoted ? trimmed.substring(1, trimmed.length() - 1).replace("\\", "") : trimmed;
    }

    /** The parts between separators that do not stand in quotes; an empty part is none. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\\' && quoted && i + 1 < text.length()) {
                part.append(each).append(text.charAt(i + 1));
                i++;
                continue;
            }
            quoted = quoted != (each == '"');
            if (each == separator && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(each);
            }
        }
        parts.add(part.toString());
        return parts.stream().filter(each -> !each.isBlank()).toList();
    }
}
