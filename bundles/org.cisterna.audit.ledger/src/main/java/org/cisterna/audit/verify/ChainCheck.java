// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Checks the logs of a node, from the newest one back: the first entry of each names the last checkpoint of the one before and the key that has
 * signed it. So the one key that is given leads to all of them.
 */
final class ChainCheck {
    /** The form of a log's name. */
    static final String SHARD = "[0-9]{4}-[1-9][0-9]*";
    /** How often a log that grows under the check is looked at. */
    private static final int ATTEMPTS = 5;

    private static final Comparator<String> AGE = Comparator.<String>comparingInt(
                    name -> Integer.parseInt(name.substring(0, 4), 10))
            .thenComparing(name -> name.substring(5).length())
            .thenComparing(name -> name);

    private final Place place;
    private final VerifierKey key;
    private final List<LogCheck> checks = new ArrayList<>();

    /** Where logs lie. */
    interface Place {
        /** The log of a name; empty when there is none. */
        Optional<Source> log(String name) throws IOException;

        /** The names of all that can be seen there. */
        List<String> names();

        /** Is called after each log, to look at what lies beside it. */
        void beside(LogCheck check, String name);
    }

    ChainCheck(Place place, VerifierKey key) {
        this.place = place;
        this.key = key;
    }

    /** What was found, the oldest log first. */
    List<Result> run() throws IOException {
        List<String> left = new ArrayList<>(place.names());
        left.sort(AGE);
        String top = newestSigned(left);
        String name = top;
        VerifierKey with = key;
        Optional<Link> named = Optional.empty();
        Optional<LogCheck> newer = Optional.empty();
        while (!name.isEmpty()) {
            LogCheck check = checkLog(name, with, named);
            left.remove(name);
            newer.ifPresent(next -> compare(check, next));
            newer = Optional.of(check);
            named = check.link();
            name = named.map(link -> link.head().shard()).orElse("");
            with = named.map(Link::key).orElse(with);
            if (!name.isEmpty() && (!name.matches(SHARD) || AGE.compare(name, last(checks)) >= 0)) {
                check.result()
                        .finding("link", 0, "The log says that it goes on from " + name + ", which is not older.");
                name = "";
            } else if (!name.isEmpty() && place.log(name).isEmpty()) {
                check.result()
                        .finding(
                                "link",
                                0,
                                "The log before it is missing: " + name + ", which ends with "
                                        + named.orElseThrow().head().size() + " entries and the root "
                                        + named.orElseThrow().head().rootText() + ".");
                name = "";
            }
        }
        missesTheNext();
        rest(left, top);
        List<LogCheck> sorted = new ArrayList<>(checks);
        sorted.sort(Comparator.comparing(each -> each.result().log(), AGE));
        return sorted.stream().map(LogCheck::result).toList();
    }

    /** The newest log has ended and there is none behind it: that was taken away, or never begun because of a crash at that moment. */
    private void missesTheNext() {
        checks.stream().findFirst().ifPresent(newest -> newest.rules()
                .flatMap(EntryRules::next)
                .filter(next -> !place.names().contains(next))
                .ifPresent(next -> newest.result()
                        .finding(
                                "link",
                                newest.result().size() - 1,
                                "The log has ended with this entry, and " + next
                                        + ", which follows it, is missing: it was taken away, or the platform was killed"
                                        + " before it began it; then its next start does.")));
    }

    /** The checks of the logs that were looked at. */
    List<LogCheck> checks() {
        return checks;
    }

    private static String last(List<LogCheck> checks) {
        return checks.get(checks.size() - 1).result().log();
    }

    /** The newest log that the given key has signed; the newest of all when it has signed none. */
    private String newestSigned(List<String> names) throws IOException {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (isSigned(names.get(i), key)) {
                return names.get(i);
            }
        }
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    private boolean isSigned(String name, VerifierKey by) throws IOException {
        Optional<Source> source = place.log(name);
        Optional<byte[]> note =
                source.isEmpty() ? Optional.empty() : source.get().read("checkpoint");
        try {
            return note.isPresent() && TreeHead.read(note.get(), by).isSigned();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private LogCheck checkLog(String name, VerifierKey with, Optional<Link> named) throws IOException {
        Source source = place.log(name)
                .orElseThrow(() -> new IllegalStateException("the log " + name + " was there a moment ago"));
        LogCheck check = checked(source, with, named, name);
        place.beside(check, name);
        checks.add(check);
        return check;
    }

    /** Checks a log, and once more when it grew meanwhile: the platform takes a partial tile away as soon as a newer one stands. */
    static LogCheck checked(Source source, VerifierKey with, Optional<Link> named, String name) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Optional<byte[]> head = source.read("checkpoint");
            LogCheck check = new LogCheck(source, with, named, new Result(name));
            check.run(name);
            if (check.result().isGood() || attempt == ATTEMPTS || isSame(head, source.read("checkpoint"))) {
                return check;
            }
        }
    }

    private static boolean isSame(Optional<byte[]> before, Optional<byte[]> after) {
        return before.isPresent() == after.isPresent()
                && before.map(bytes -> Arrays.equals(bytes, after.orElseThrow()))
                        .orElse(true);
    }

    /** What holds from one log to the next. */
    private static void compare(LogCheck older, LogCheck newer) {
        Optional<EntryRules> before = older.rules();
        Optional<EntryRules> after = newer.rules();
        if (before.isEmpty() || after.isEmpty() || !older.result().isProven()) {
            return;
        }
        long end = before.get().firstSequence() + older.result().size();
        if (end != after.get().firstSequence()) {
            newer.result()
                    .finding(
                            "sequence",
                            0,
                            "The log begins with the number " + after.get().firstSequence() + ", and the one before"
                                    + " it ends before " + end + ".");
        }
        if (after.get().began().isPresent()
                && after.get().began().get().isBefore(before.get().last())) {
            newer.result()
                    .finding(
                            "time",
                            0,
                            "House time goes back over the logs, from "
                                    + before.get().last() + " to "
                                    + after.get().began().get() + ".");
        }
    }

    /** The logs that the chain did not come to. */
    private void rest(List<String> left, String top) throws IOException {
        Optional<String> follows =
                checks.isEmpty() ? Optional.empty() : checks.get(0).rules().flatMap(EntryRules::nextKey);
        boolean told = false;
        for (String name : left) {
            boolean newer = AGE.compare(name, top) > 0;
            if (newer && !told && follows.isPresent() && isSigned(name, new VerifierKey(follows.get()))) {
                told = true;
                checks.get(0)
                        .result()
                        .incomplete("What the key " + key.text() + " signed ends here: its last entry names the key "
                                + follows.get() + ", under which " + name
                                + " begins. That log, and what follows it, was"
                                + " not looked at; the key of the newest log leads to all of them.");
            } else if (!(newer && told)) {
                LogCheck check = checkLog(name, key, Optional.empty());
                check.result()
                        .finding(
                                "link",
                                newer
                                        ? "No log says that this one follows it, and the key has not signed it: it was put"
                                                + " there."
                                        : "Nothing leads to this log: no newer one that was checked names it.");
            }
        }
    }
}
