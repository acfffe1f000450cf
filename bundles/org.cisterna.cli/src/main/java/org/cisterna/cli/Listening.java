// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * Where the platform listens, and under which names: what the configuration {@code org.cisterna.web} says, else the loopback address without TLS.
 * Anywhere else there is TLS and nothing else, by a certificate of the operator or by one that is made here.
 *
 * @param address what to listen at
 * @param port of that address
 * @param names what people type to get here, the first for links; host names or numeric addresses
 * @param tls the certificate; empty on the loopback address, when none is configured
 */
record Listening(InetAddress address, int port, List<String> names, Optional<Certificate> tls) {

    private static final String PID = "org.cisterna.web";
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?" + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int MOST_NAMES = 20;

    /**
     * Reads the configuration, and makes a certificate when one is needed and none is there.
     *
     * @param wanted port; 0 for any free one
     */
    static Listening of(DataFolder data, int wanted) throws Refused {
        JsonObject configured = configured(data.folder("config"));
        try {
            return of(data, wanted, configured);
        } catch (JsonException malformed) {
            throw Refused.usage("the configuration " + PID + " is refused: " + malformed.getMessage());
        }
    }

    private static Listening of(DataFolder data, int wanted, JsonObject configured) throws Refused {
        InetAddress address = address(configured);
        List<String> names = names(configured);
        int port = Port.free(address, wanted);
        Optional<String> own = configured.optionalString("certificate");
        if (own.isPresent()) {
            if (names.isEmpty()) {
                throw wrong("names", "is empty; name the host that the certificate is for");
            }
            Path password = data.root()
                    .resolve(configured
                            .optionalString("certificatePasswordFile")
                            .orElseThrow(() -> wrong("certificatePasswordFile", "is missing")));
            Certificate certificate = Certificate.read(data.root().resolve(own.get()), password);
            certificate.requireName(names.get(0));
            return new Listening(address, port, names, Optional.of(certificate));
        }
        if (address.isLoopbackAddress()) {
            return new Listening(address, port, names, Optional.empty());
        }
        List<String> all = new ArrayList<>(new LinkedHashSet<>(
                Stream.concat(names.stream(), numeric(address).stream()).toList()));
        return new Listening(address, port, all, Optional.of(OwnCertificate.in(data, all)));
    }

    /** What the framework and the bundles are told. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("org.apache.felix.http.host", text(address));
        properties.put(
                "cisterna.hosts",
                String.join(",", names.stream().map(Listening::inUrl).toList()));
        if (tls.isEmpty()) {
            properties.put("org.osgi.service.http.port", String.valueOf(port));
            return properties;
        }
        Certificate certificate = tls.get();
        properties.put("org.apache.felix.http.enable", "false");
        properties.put("org.apache.felix.https.enable", "true");
        properties.put("org.osgi.service.http.port.secure", String.valueOf(port));
        properties.put("org.apache.felix.https.jetty.protocols.included", "TLSv1.3,TLSv1.2");
        properties.put("org.apache.felix.https.keystore", certificate.keyStore().toString());
        properties.put("org.apache.felix.https.keystore.type", "PKCS12");
        properties.put("org.apache.felix.https.keystore.password", certificate.password());
        properties.put("org.apache.felix.https.keystore.key.password", certificate.password());
        return properties;
    }

    /** What people type. */
    URI url() {
        String host = names.isEmpty() || tls.isEmpty() ? text(address) : names.get(0);
        return URI.create((tls.isPresent() ? "https://" : "http://") + inUrl(host) + ":" + port + "/");
    }

    private static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** What the file that configures the address says of it; nothing when none does. */
    private static JsonObject configured(Path folder) throws Refused {
        JsonObject found = Json.object().build();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(each, StandardCharsets.UTF_8);
                if (text.contains("\"" + PID + "\"")) {
                    found = ((JsonObject) Json.parse(text.getBytes(StandardCharsets.UTF_8))).object(PID);
                    found.onlyNames("address", "names", "certificate", "certificatePasswordFile");
                }
            }
            return found;
        } catch (IOException unreadable) {
            throw Refused.usage("the configuration " + folder + " cannot be read: " + unreadable.getMessage());
        } catch (JsonException | ClassCastException malformed) {
            throw Refused.usage(
                    "the configuration of " + PID + " in " + folder + " is refused: " + malformed.getMessage());
        }
    }

    private static InetAddress address(JsonObject configured) throws Refused {
        String text = configured.optionalString("address").orElse("127.0.0.1");
        if (!NUMERIC.matcher(text).matches()) {
            throw wrong(
                    "address",
                    "is '" + shortened(text) + "', which is no numeric address such as 0.0.0.0 or 192.168.1.5");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException malformed) {
            throw wrong("address", "is '" + shortened(text) + "', which is no address");
        }
    }

    private static List<String> names(JsonObject configured) throws Refused {
        List<String> names = new ArrayList<>();
        if (configured.optionalArray("names").isPresent()) {
            for (String each : configured.array("names").strings()) {
                if (!HOST.matcher(each).matches() || names.size() >= MOST_NAMES) {
                    throw wrong(
                            "names",
                            "has '" + shortened(each) + "'; it lists at most " + MOST_NAMES
                                    + " host names in lower case, such as pumps.clinic.example");
                }
                names.add(each);
            }
        }
        return names;
    }

    /** The numeric addresses by which this machine is reached there. */
    private static List<String> numeric(InetAddress address) throws Refused {
        if (!address.isAnyLocalAddress()) {
            return List.of(text(address));
        }
        Set<String> all = new LinkedHashSet<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                each.inetAddresses()
                        .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                        .map(Listening::text)
                        .forEach(all::add);
            }
        } catch (SocketException unreadable) {
            throw Refused.usage("the addresses of this machine cannot be listed: " + unreadable.getMessage());
        }
        return all.stream().sorted().toList();
    }

    /** Without the interface, which Java puts behind addresses of version 6. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static Refused wrong(String field, String words) {
        return Refused.usage("the configuration " + PID + " is refused: " + field + " " + words);
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }

    /** Without the certificate's password. */
    @Override
    public String toString() {
        return "Listening[" + url() + ", " + Arrays.toString(names.toArray()) + "]";
    }
}
