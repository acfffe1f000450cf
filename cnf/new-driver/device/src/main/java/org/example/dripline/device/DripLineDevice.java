// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The device: what it holds, what it runs and what it gave. It lives on between two starts, as an implant does. All times are its own clock, all volumes
 * nanolitres. One lock, because several links may speak to it.
 *
 * <p>What it does not do: it has no body, so nothing tells its own account of the reservoir from the truth; it wears out no battery, is in no scanner,
 * and cannot break. A family of its own is worth such a simulator; this is a template.
 */
final class DripLineDevice {

    static final String MODEL = "DL-20";
    static final String FIRMWARE = "1.0.0";
    static final long CAPACITY = 20_000_000;
    static final long RESIDUAL = 1_000_000;
    static final long TUBING = 200_000;
    static final long LOW = 2_000_000;
    private static final long DAY_MILLIS = 86_400_000;

    private final String serial;
    private final DripLineMemory memory;
    private final InstantSource clock;
    private final TreeMap<String, String> state;
    /** Staged under a command, not yet the therapy; gone with the power, or when the session ends. */
    private Optional<Staged> staged = Optional.empty();

    record Staged(String command, String token, long expected, Day day, String solution) {}

    /** A refusal in a word of the protocol. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String word) {
            super(word);
        }
    }

    /** Wakes a device from its memory, or makes it: filled, and running what its papers say. */
    static DripLineDevice open(String serial, DripLineMemory memory, InstantSource clock) throws IOException {
        TreeMap<String, String> state = new TreeMap<>(memory.read());
        if (state.isEmpty()) {
            String now = Long.toString(clock.millis());
            state.putAll(Map.of(
                    "at", now,
                    "since", now,
                    "revision", "1",
                    "programme", "0=140000",
                    "solution", "baclofen=2000000",
                    "motor", "RUNNING",
                    "last", "none"));
            // nanolitres times milliseconds of a day: what a rate gives in a millisecond is a whole number of these
            state.put("left", Long.toString(CAPACITY * DAY_MILLIS));
            state.put("given", "0");
        }
        DripLineDevice device = new DripLineDevice(serial, memory, clock, state);
        synchronized (device) {
            device.live();
            device.memory.write(device.state);
        }
        return device;
    }

    private DripLineDevice(String serial, DripLineMemory memory, InstantSource clock, TreeMap<String, String> state) {
        this.serial = serial;
        this.memory = memory;
        this.clock = clock;
        this.state = state;
    }

    String serial() {
        return serial;
    }

    /** The key of the last pairing; empty when there was none. */
    synchronized Optional<String> key() {
        return Optional.ofNullable(state.get("key"));
    }

    /** Takes a new pairing in the place of the one before. */
    synchronized void pair(String key) throws IOException {
        state.put("key", key);
        memory.write(state);
    }

    private long number(String name) {
        return Long.parseLong(state.getOrDefault(name, "0"));
    }

    private void put(String name, long value) {
        state.put(name, Long.toString(value));
    }

    private Day day() {
        return Day.of(state.getOrDefault("programme", "none")).orElse(Day.NONE);
    }

    /** Delivers up to now. */
    private void live() {
        long now = Math.max(clock.millis(), number("at"));
        long left = number("left");
        long given = number("given");
        long at = number("at");
        Day day = day();
        while (at < now && state.get("motor").equals("RUNNING")) {
            long until = Math.min(now, day.next(at));
            long wanted = day.rate(at) * (until - at);
            long flows = Math.min(wanted, left);
            left -= flows;
            given += flows;
            at = until;
            if (left == 0) {
                state.put("motor", "EMPTY");
                put("since", at);
            }
        }
        put("left", left);
        put("given", given);
        put("at", now);
    }

    /** What it gave and has left, in picolitres, up to its clock. */
    record Account(long at, long givenPicolitres, long leftPicolitres, boolean running) {}

    synchronized Account account() {
        live();
        return new Account(
                number("at"),
                picolitres(number("given")),
                picolitres(number("left")),
                state.get("motor").equals("RUNNING"));
    }

    private static long picolitres(long nanolitresTimesMillis) {
        return nanolitresTimesMillis / (DAY_MILLIS / 1_000);
    }

    synchronized String describe() {
        return String.join(
                " ",
                MODEL,
                FIRMWARE,
                Integer.toString(Day.SLOWEST),
                Integer.toString(Day.FASTEST),
                Integer.toString(Day.GRID),
                Integer.toString(Day.MOST_STEPS),
                Integer.toString(Day.START_GRID),
                Long.toString(CAPACITY),
                Long.toString(RESIDUAL),
                Long.toString(TUBING),
                Long.toString(LOW),
                "50");
    }

    synchronized String read() {
        live();
        long left = number("left") / DAY_MILLIS;
        String alarms = left == 0
                ? "EMPTY_RESERVOIR:" + state.get("since")
                : left < LOW ? "LOW_RESERVOIR:" + state.get("at") : "none";
        return String.join(
                " ",
                state.get("revision"),
                state.get("programme"),
                state.get("solution"),
                state.get("motor"),
                state.get("since"),
                Long.toString(left),
                Long.toString(number("given") / DAY_MILLIS),
                state.get("at"),
                "OK",
                alarms,
                state.get("last"));
    }

    /** From the memory itself, and not from what this process remembers. */
    synchronized String stored() throws IOException {
        live();
        Map<String, String> kept = memory.read();
        return String.join(" ", kept.get("revision"), kept.get("programme"), kept.get("solution"), state.get("motor"));
    }

    synchronized String stage(String command, long expected, String programme, String solution) throws Refusal {
        if (expected != number("revision")) {
            throw new Refusal("STALE");
        }
        Day day = Day.of(programme).orElseThrow(() -> new Refusal("RANGE"));
        if (!solution.matches("[a-z][a-z0-9-]{0,39}=[1-9][0-9]{0,8}(,[a-z][a-z0-9-]{0,39}=[1-9][0-9]{0,8}){0,2}")) {
            throw new Refusal("RANGE");
        }
        staged = Optional.of(new Staged(command, "t" + command.substring(0, 8), expected, day, solution));
        return String.join(" ", "t" + command.substring(0, 8), Long.toString(expected), day.text(), solution);
    }

    synchronized String discard(String command) {
        if (isLast(command)) {
            return "BEGUN";
        }
        boolean was = staged.filter(each -> each.command().equals(command)).isPresent();
        staged = staged.filter(each -> !each.command().equals(command));
        return was ? "TAKEN_AWAY" : "NOTHING_STAGED";
    }

    synchronized void forgetStaged() {
        staged = Optional.empty();
    }

    private boolean isLast(String command) {
        return state.get("last").startsWith(command + ":");
    }

    /** What a command did, when it is the last one; one id has one effect. */
    private Optional<String> done(String command) {
        return isLast(command)
                ? Optional.of(state.get("last").substring(command.length() + 1).replace(':', ' '))
                : Optional.empty();
    }

    synchronized String commit(String token, String command) throws Refusal, IOException {
        Optional<String> done = done(command);
        if (done.isPresent()) {
            return done.get();
        }
        Staged taken = staged.filter(
                        each -> each.command().equals(command) && each.token().equals(token))
                .orElseThrow(() -> new Refusal("NOTHING"));
        if (taken.expected() != number("revision")) {
            throw new Refusal("STALE");
        }
        staged = Optional.empty();
        TreeMap<String, String> next = changed(command);
        next.put("programme", taken.day().text());
        next.put("solution", taken.solution());
        if (!next.get("motor").equals("EMPTY")) {
            next.put("motor", "RUNNING");
        }
        return become(next);
    }

    synchronized String stop(String command) throws IOException {
        Optional<String> done = done(command);
        if (done.isPresent()) {
            return done.get();
        }
        staged = Optional.empty();
        TreeMap<String, String> next = changed(command);
        next.put("motor", "STOPPED");
        return become(next);
    }

    private TreeMap<String, String> changed(String command) {
        live();
        TreeMap<String, String> next = new TreeMap<>(state);
        long revision = number("revision") + 1;
        next.put("revision", Long.toString(revision));
        next.put("since", state.get("at"));
        next.put("last", command + ":APPLIED:" + revision);
        return next;
    }

    /** In the memory first: a loss of power in between leaves the old therapy or the new one, never a mix. */
    private String become(TreeMap<String, String> next) throws IOException {
        memory.write(next);
        state.clear();
        state.putAll(next);
        return "APPLIED " + state.get("revision");
    }
}
