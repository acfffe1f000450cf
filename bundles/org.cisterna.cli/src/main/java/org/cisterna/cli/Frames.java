// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpDriver;

/** {@code frames}: the raw frames of a session, kept as evidence, read again by a driver. */
final class Frames {

    private static final String HELP =
            """
            ./cisterna frames FILE --driver JAR --pump MANUFACTURER/SERIAL [--json]

            Lets a driver read the raw frames of a session once more, and says what it makes of them. Nothing is sent to
            anybody. The seals of the frames are not checked: that takes the key of the pump, which never leaves DIR/keys.

            FILE              the evidence that an entry names by its digest, from DIR/evidence: a line of JSON for each
                              frame, as docs/host.md has them
            --driver JAR      the bundle of the driver; one that you trust, it is run
            --pump NAME       whose frames these are, as in the entry
            --json            one line of canonical JSON instead of words
            --help, -h        this page

            Status: 0 everything was read again, 1 the driver cannot read it, 2 wrong use, 3 there is more in the file than a
            reading: what follows it belongs to a command.
            """;

    private final PrintStream out;
    private final PrintStream err;

    Frames(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    Exit run(List<String> arguments) throws Refused, InterruptedException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return Exit.GOOD;
        }
        if (arguments.isEmpty() || arguments.get(0).startsWith("--")) {
            throw Refused.usage("frames needs a file of frames first; ./cisterna frames --help says more");
        }
        List<String> named = new ArrayList<>(arguments.subList(1, arguments.size()));
        boolean json = named.remove("--json");
        Options options = Options.of("frames", named, java.util.Set.of("driver", "pump"), java.util.Set.of("json"));
        List<RawFrame> frames = read(path(arguments.get(0)));
        PumpId pump = pump(wanted(options, "pump"));
        try (DriverJar jar = DriverJar.open(path(wanted(options, "driver")))) {
            return replayed(jar.driver(), frames, pump, json);
        }
    }

    private static String wanted(Options options, String name) throws Refused {
        Optional<String> value = options.text(name);
        if (value.isEmpty()) {
            throw Refused.usage("frames needs --" + name + "; ./cisterna frames --help says more");
        }
        return value.get();
    }

    private static Path path(String text) throws Refused {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Refused.usage("'" + text + "' is no path");
        }
    }

    private static PumpId pump(String text) throws Refused {
        try {
            return PumpId.of(text);
        } catch (IllegalArgumentException e) {
            throw Refused.usage("'" + text
                    + "' names no pump; write it as in the entry, for example 'Cisterna Simulations/S2-000001'");
        }
    }

    private static List<RawFrame> read(Path file) throws Refused {
        List<RawFrame> frames = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                JsonObject json = (JsonObject) Json.parse(line.getBytes(StandardCharsets.UTF_8));
                if (json.get("dropped").isEmpty()) {
                    frames.add(new RawFrame(json.string("direction").equals("TO_PUMP"), json.string("bytes")));
                }
            }
        } catch (IOException e) {
            throw Refused.usage("cannot read " + file + ": " + e.getMessage());
        } catch (IllegalArgumentException | ClassCastException e) {
            throw Refused.usage(file + ", line " + number + " is no frame: " + e.getMessage());
        }
        if (frames.isEmpty()) {
            throw Refused.usage(file + " holds no frames");
        }
        return frames;
    }

    private Exit replayed(PumpDriver driver, List<RawFrame> frames, PumpId pump, boolean json)
            throws InterruptedException {
        FrameReplay replay = new FrameReplay(frames, pump);
        FrameReplay.Result result = replay.read(driver);
        if (result.snapshot().isEmpty()) {
            err.println("cisterna: the driver cannot read these frames again: " + result.trouble());
            return Exit.FINDING;
        }
        Snapshot snapshot = result.snapshot().get();
        if (json) {
            out.println(Json.object()
                    .put("read", result.used())
                    .put("frames", frames.size())
                    .put("seals", "not checked")
                    .put("digest", snapshot.digest().text())
                    .put("snapshot", snapshot.toJson())
                    .build()
                    .canonicalText());
        } else {
            words(snapshot, result, frames.size());
        }
        return result.used() == frames.size() ? Exit.GOOD : Exit.INCOMPLETE;
    }

    private void words(Snapshot snapshot, FrameReplay.Result result, int all) {
        out.println(
                "Read again by the driver from " + result.used() + " of " + all + " frames; seals were not checked.");
        out.println("pump       " + snapshot.identity().pump().text() + ", "
                + snapshot.identity().model());
        out.println("revision   " + snapshot.revision().number());
        out.println("programme  " + snapshot.programme().toJson().canonicalText());
        out.println("solution   " + snapshot.solution().map(each -> each.text()).orElse("not known"));
        out.println("motor      " + snapshot.motor() + " since " + snapshot.motorSince());
        out.println("reservoir  " + snapshot.reservoir().text());
        out.println("delivered  " + snapshot.delivered().text());
        for (HeldPart each : snapshot.parts()) {
            out.println("part       " + each.part().text() + ", " + each.stage());
        }
        out.println("digest     " + snapshot.digest().text() + " (the outcome's entry names a reading by it)");
    }
}
