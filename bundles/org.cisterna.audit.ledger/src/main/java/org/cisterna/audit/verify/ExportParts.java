// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An export over several logs: a part for each, the oldest first, each an export by itself. From the second on a part holds the first entry of its
 * log, which names the last checkpoint of the log before and its key: so the key that is given has to have signed the last part only.
 */
final class ExportParts {

    private ExportParts() {}

    /**
     * What was found.
     *
     * @param results for each part, the oldest first
     * @param read the entries whose bytes have the right hash
     * @param evidence the files that they name, each beside the part that names it
     */
    record Checked(List<Result> results, List<byte[]> read, List<Named> evidence) {}

    /** A file that an entry names, and where to say what is wrong with it. */
    record Named(Result result, EntryRules.Evidence evidence) {}

    /** What was found in an export, for each part. */
    static List<Result> check(String name, byte[] file, VerifierKey key) {
        return check(name, file, key, true).results();
    }

    /**
     * What was found.
     *
     * @param alone whether the file is an export, and not one that holds more
     */
    static Checked check(String name, byte[] file, VerifierKey key, boolean alone) {
        List<byte[]> read = new ArrayList<>();
        List<Named> evidence = new ArrayList<>();
        List<Result> results = check(name, file, key, alone, read, evidence);
        return new Checked(results, read, evidence);
    }

    private static List<Result> check(
            String name, byte[] file, VerifierKey key, boolean alone, List<byte[]> read, List<Named> evidence) {
        List<byte[]> parts = parts(file);
        List<Result> results = new ArrayList<>();
        VerifierKey with = key;
        Optional<Link> named = Optional.empty();
        for (int i = parts.size() - 1; i >= 0; i--) {
            Result result = new Result(name);
            results.add(0, result);
            ExportCheck check = new ExportCheck(with, named, result, alone);
            check.run(parts.get(i));
            read.addAll(0, check.read());
            check.evidence().forEach(each -> evidence.add(new Named(result, each)));
            named = check.link();
            if (i > 0 && named.isEmpty()) {
                result.finding(
                        "link",
                        "The " + i
                                + " parts of the file before this one, of older logs, are not proven: its first entry is"
                                + " missing here, or names no log before it.");
                return results;
            }
            with = named.map(Link::key).orElse(with);
        }
        return results;
    }

    /** Cuts a file where its parts say that they end; whole where they do not say it. */
    private static List<byte[]> parts(byte[] file) {
        List<byte[]> parts = new ArrayList<>();
        try {
            List<byte[]> lines = ExportCheck.lines(file);
            for (int start = 0; start < lines.size(); ) {
                if (!(JsonReader.read(lines.get(start)) instanceof Map<?, ?> first)
                        || !(first.get("entries") instanceof Long entries)
                        || entries < 0
                        || entries > lines.size() - start - 2) {
                    return List.of(file);
                }
                int end = start + 2 + entries.intValue();
                ByteArrayOutputStream part = new ByteArrayOutputStream();
                for (byte[] line : lines.subList(start, end)) {
                    part.writeBytes(line);
                    part.write('\n');
                }
                parts.add(part.toByteArray());
                start = end;
            }
        } catch (IllegalArgumentException e) {
            return List.of(file);
        }
        return parts.isEmpty() ? List.of(file) : parts;
    }
}
