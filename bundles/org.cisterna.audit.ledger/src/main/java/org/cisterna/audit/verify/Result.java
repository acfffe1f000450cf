// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found out about one log. For one thread. */
final class Result {
    private static final int MOST_FINDINGS = 100;

    private final String log;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final TreeSet<Long> bad = new TreeSet<>();
    private final List<Cosigned> cosigned = new ArrayList<>();
    private long findingCount;
    private long size;
    private long checked;
    private String origin = "";
    private String root = "";
    private String first = "";
    private String last = "";
    private boolean proven;
    private boolean complete = true;
    private boolean part;

    /**
     * Something that is not as it should be.
     *
     * @param code a word for programs
     * @param index the first entry it concerns, if it concerns any
     * @param words for people
     */
    record Finding(String code, Optional<Long> index, String words) {}

    /**
     * What a witness has cosigned.
     *
     * @param name of the witness
     * @param key that verifies it
     * @param size of the tree
     * @param time when, as the witness says
     */
    record Cosigned(String name, String key, long size, Instant time) {}

    Result(String log) {
        this.log = log;
    }

    String log() {
        return log;
    }

    long size() {
        return size;
    }

    String origin() {
        return origin;
    }

    void finding(String code, String words) {
        add(new Finding(code, Optional.empty(), words));
    }

    void finding(String code, long index, String words) {
        bad.add(index);
        add(new Finding(code, Optional.of(index), words));
    }

    private void add(Finding finding) {
        findingCount++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    void note(String words) {
        notes.add(words);
    }

    void cosigned(Cosigned what) {
        cosigned.add(what);
    }

    void head(TreeHead head) {
        origin = head.origin();
        size = head.size();
        root = head.rootText();
    }

    void entry(String time) {
        if (checked == 0) {
            first = time;
        }
        last = time;
        checked++;
    }

    /** What is checked is some entries of a log. */
    void part() {
        part = true;
    }

    /** What is said when nothing is wrong. */
    String goodWords() {
        return part
                ? "GOOD: every entry of the file is the one that was signed, at its place in the log."
                : "GOOD: every entry is the one that was signed, in order and without a gap.";
    }

    /** The hashes of all leaves lead to the signed root. */
    void proven() {
        proven = true;
    }

    boolean isProven() {
        return proven;
    }

    /** Something could not be looked at. */
    void incomplete(String words) {
        complete = false;
        notes.add(words);
    }

    boolean isGood() {
        return findingCount == 0;
    }

    boolean isComplete() {
        return complete;
    }

    /** For people, a line each. */
    List<String> words() {
        List<String> lines = new ArrayList<>();
        lines.add("Log " + (origin.isEmpty() ? log : origin) + ": " + size + " entries, root " + root);
        if (checked > 0) {
            lines.add("  " + checked + " entries read, from " + first + " to " + last);
        }
        cosigned.forEach(each ->
                lines.add("  Witness " + each.name() + " has cosigned " + each.size() + " entries at " + each.time()));
        notes.forEach(note -> lines.add("  Note: " + note));
        for (Finding finding : findings) {
            lines.add("  FINDING" + finding.index().map(i -> " at entry " + i).orElse("") + ": " + finding.words());
        }
        if (findingCount > findings.size()) {
            lines.add("  and " + (findingCount - findings.size()) + " more findings");
        }
        if (!isGood()) {
            lines.add("  " + stillProven());
        }
        return lines;
    }

    private String stillProven() {
        if (!proven) {
            return (bad.isEmpty() ? "" : "First bad entry: " + bad.first() + ". ") + "Nothing of this log is proven.";
        }
        if (bad.isEmpty()) {
            return "Still proven: every entry.";
        }
        if (part) {
            return "First bad entry: " + bad.first()
                    + ". Still proven: the entries of the file that are not named here.";
        }
        return "First bad entry: " + bad.first() + ". Still proven: "
                + (bad.first() == 0 ? "no entry before it" : "the entries 0 to " + (bad.first() - 1))
                + ", and of the later ones those that are not named here.";
    }

    Map<String, Object> json() {
        Map<String, Object> json = new TreeMap<>();
        json.put("complete", complete);
        List<Object> witnesses = new ArrayList<>();
        for (Cosigned each : cosigned) {
            Map<String, Object> one = new TreeMap<>();
            one.put("key", each.key());
            one.put("name", each.name());
            one.put("size", each.size());
            one.put("time", each.time().toString());
            witnesses.add(one);
        }
        if (!witnesses.isEmpty()) {
            json.put("cosigned", witnesses);
        }
        json.put("entries", checked);
        bad.stream().findFirst().ifPresent(index -> json.put("firstBad", index));
        List<Object> list = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> one = new TreeMap<>();
            one.put("code", finding.code());
            finding.index().ifPresent(index -> one.put("index", index));
            one.put("words", finding.words());
            list.add(one);
        }
        json.put("findings", list);
        json.put("findingCount", findingCount);
        json.put("good", isGood());
        json.put("notes", new ArrayList<Object>(notes));
        json.put("origin", origin);
        json.put("proven", proven);
        json.put("root", root);
        json.put("size", size);
        return json;
    }
}
