// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks an incident file from its bytes and a public key: the export in it, which holds the entry that says that the file was made; by that entry the list
 * of what is in it; and each file that an entry names by its hash. Nothing else may stand in it, so a change of any byte is found.
 */
final class IncidentCheck {
    static final String FORMAT = "cisterna-incident/1";
    static final String MANIFEST = "cisterna-incident-manifest/1";
    private static final String TYPE = "audit.incident";
    private static final String NOTICE = "Simulated pumps. Not a medical device, not evidence about any patient.";
    private static final Set<String> HEADER = Set.of("entry", "exportLines", "files", "format", "notice");
    private static final Set<String> LIST =
            Set.of("eventLog", "files", "format", "from", "lost", "notice", "pump", "reason", "software", "until");

    private Result result;
    private final List<Result> results = new ArrayList<>();

    private IncidentCheck(Result result) {
        this.result = result;
        result.part();
    }

    /** Whether these bytes want to be such a file. */
    static boolean isOne(byte[] file) {
        int end = 0;
        while (end < file.length && end < 4096 && file[end] != '\n') {
            end++;
        }
        return new String(file, 0, end, StandardCharsets.UTF_8).contains("\"format\":\"cisterna-incident/");
    }

    /** What was found: for each log of which it has entries, the newest last, which has what is found of the file as a whole, too. */
    static List<Result> check(String name, byte[] file, VerifierKey key) {
        IncidentCheck check = new IncidentCheck(new Result(name));
        check.run(name, file, key);
        return check.results.isEmpty() ? List.of(check.result) : check.results;
    }

    private void run(String name, byte[] file, VerifierKey key) {
        try {
            List<byte[]> lines = ExportCheck.lines(file);
            Map<?, ?> header = object(lines.get(0), "first line", HEADER);
            if (!FORMAT.equals(header.get("format")) || !NOTICE.equals(header.get("notice"))) {
                throw new IllegalArgumentException("its first line says '" + header.get("format")
                        + "' or has another notice; this verifier reads " + FORMAT);
            }
            long exportLines = number(header, "exportLines");
            long files = number(header, "files");
            if (exportLines < 2 || files < 1 || lines.size() != 1 + exportLines + files) {
                throw new IllegalArgumentException(
                        "its first line says " + exportLines + " lines of entries and " + files + " files, and "
                                + (lines.size() - 1) + " lines follow: it was cut off, or something was put in");
            }
            ExportParts.Checked export =
                    ExportParts.check(name, joined(lines.subList(1, (int) exportLines + 1)), key, false);
            results.addAll(export.results());
            result = results.get(results.size() - 1);
            check(header, export, files(lines.subList((int) exportLines + 1, lines.size())));
        } catch (IllegalArgumentException wrong) {
            result.finding("incident", "The file cannot be read as an incident file: " + wrong.getMessage() + ".");
        }
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        return all.toByteArray();
    }

    private void check(Map<?, ?> header, ExportParts.Checked export, Map<String, byte[]> files) {
        long number = number(header, "entry");
        Optional<Map<?, ?>> record = record(export.read(), number);
        if (record.isEmpty()) {
            result.finding(
                    "incident",
                    "The entry " + number
                            + ", which says that this file was made, is not proven; what the file lists is not believed.");
            evidence(export, files, Map.of(), "");
            return;
        }
        Map<?, ?> entry = map(record.get().get("entry"));
        Map<?, ?> body = map(entry.get("body"));
        if (!TYPE.equals(entry.get("type")) || !(entry.get("evidence") instanceof List<?> one) || one.size() != 1) {
            throw new IllegalArgumentException("the entry " + number + " does not say that such a file was made");
        }
        String named = String.valueOf(one.get(0));
        byte @Nullable [] manifest = files.get(named);
        if (manifest == null || !digest(manifest).equals(named)) {
            result.finding("incident", "The list of what is in the file is not the one that the entry names.");
            evidence(export, files, Map.of(), named);
            return;
        }
        Map<?, ?> list = object(manifest, "list of what is in it", LIST);
        for (String name : List.of("pump", "from", "until", "reason")) {
            if (!String.valueOf(body.get(name)).equals(String.valueOf(list.get(name)))) {
                throw new IllegalArgumentException(
                        "its list says of '" + name + "' something else than the entry " + number);
            }
        }
        List<String> order = new ArrayList<>(List.of(named));
        list(list.get("files")).forEach(each -> order.add(String.valueOf(each)));
        if (!MANIFEST.equals(list.get("format"))
                || !NOTICE.equals(list.get("notice"))
                || !order.equals(List.copyOf(files.keySet()))) {
            result.finding("incident", "The files are not those that the list names, in its order.");
        }
        Map<String, String> lost = new TreeMap<>();
        list(list.get("lost"))
                .forEach(each -> lost.put(
                        String.valueOf(map(each).get("digest")),
                        String.valueOf(map(each).get("why"))));
        evidence(export, files, lost, named);
        result.note("Frozen: pump " + list.get("pump") + ", " + list.get("from") + " to " + list.get("until")
                + ", because: "
                + list.get("reason") + ". " + (files.size() - 1) + " files that entries name are in it, " + lost.size()
                + " were lost before. It proves what stands in it, not that nothing was left out.");
    }

    /** Each file that a good entry names is there with the bytes of its hash, and there is no other one. */
    private void evidence(
            ExportParts.Checked export, Map<String, byte[]> files, Map<String, String> lost, String manifest) {
        Set<String> known = new TreeSet<>(Set.of(manifest));
        for (ExportParts.Named one : export.evidence()) {
            EntryRules.Evidence each = one.evidence();
            Result part = one.result();
            if (each.digest().equals(manifest) || !known.add(each.digest())) {
                continue;
            }
            byte @Nullable [] bytes = files.get(each.digest());
            if (bytes == null) {
                String why = lost.get(each.digest());
                part.finding(
                        "evidence",
                        each.index(),
                        "Lost evidence: the file " + each.digest()
                                + (why == null
                                        ? " is not in this file."
                                        : " was lost before this file was made: " + why));
            } else if (!digest(bytes).equals(each.digest())) {
                part.finding(
                        "evidence",
                        each.index(),
                        "Lost evidence: the file " + each.digest() + " is no longer what it was.");
            }
        }
        for (String each : files.keySet()) {
            if (!known.contains(each)) {
                result.finding("incident", "No proven entry names the file " + each + ", which stands in it.");
            }
        }
    }

    private static Optional<Map<?, ?>> record(List<byte[]> records, long number) {
        for (byte[] each : records) {
            Map<?, ?> envelope = map(JsonReader.read(each));
            if (Long.valueOf(number).equals(envelope.get("sequence"))) {
                return Optional.of(envelope);
            }
        }
        return Optional.empty();
    }

    private static Map<String, byte[]> files(List<byte[]> lines) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (byte[] line : lines) {
            Map<?, ?> one = object(line, "line of a file", Set.of("bytes", "digest"));
            if (!(one.get("bytes") instanceof String text) || !(one.get("digest") instanceof String name)) {
                throw new IllegalArgumentException("a line of a file lacks its bytes or its digest");
            }
            byte[] bytes = Base64.getDecoder().decode(text);
            if (!Base64.getEncoder().encodeToString(bytes).equals(text) || files.put(name, bytes) != null) {
                throw new IllegalArgumentException(
                        "the file " + name + " is written in another way than this, or twice");
            }
        }
        return files;
    }

    private static String digest(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(Merkle.sha256().digest(bytes));
    }

    private static Map<?, ?> object(byte[] line, String which, Set<String> names) {
        if (!(JsonReader.read(line) instanceof Map<?, ?> object)
                || !object.keySet().equals(names)) {
            throw new IllegalArgumentException(
                    "its " + which + " is not a canonical object of " + String.join(", ", new TreeSet<>(names)));
        }
        return object;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("an object is missing in it");
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("a list is missing in it");
    }

    private static long number(Map<?, ?> in, String name) {
        if (in.get(name) instanceof Long value && value >= 0 && value < Integer.MAX_VALUE) {
            return value;
        }
        throw new IllegalArgumentException("its first line lacks a number '" + name + "'");
    }
}
