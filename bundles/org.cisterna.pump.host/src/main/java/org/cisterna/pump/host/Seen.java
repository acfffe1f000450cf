// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.ReadBack;

/**
 * A pump's therapy state as one request found it.
 *
 * @param revision its number
 * @param programme what it runs or holds
 * @param solution what it was told it holds
 * @param motor whether it delivers
 * @param last the last command it remembers, and what it did about it
 * @param parts what it holds beside the programme
 */
record Seen(
        Revision revision,
        Programme programme,
        Optional<Solution> solution,
        MotorState motor,
        Optional<CommandEffect> last,
        List<ProgrammePart> parts) {

    /** What an interrogation found. */
    static Seen of(Snapshot snapshot) {
        return new Seen(
                snapshot.revision(),
                snapshot.programme(),
                snapshot.solution(),
                snapshot.motor(),
                snapshot.lastCommand(),
                snapshot.programmeParts());
    }

    /** What a read-back found, with what the pump answered to the command itself. */
    static Seen of(ReadBack readBack, Optional<CommandEffect> answered) {
        return new Seen(
                readBack.revision(),
                readBack.programme(),
                readBack.solution(),
                readBack.motor(),
                answered,
                readBack.parts());
    }

    /** Whether programme, solution and parts are these. */
    boolean holds(Programme otherProgramme, Optional<Solution> otherSolution, List<ProgrammePart> otherParts) {
        return programme.equals(otherProgramme) && solution.equals(otherSolution) && parts.equals(otherParts);
    }

    /** In what another request for the same state found it otherwise, in words; empty when they agree. */
    List<String> differences(Seen other) {
        List<String> words = new ArrayList<>();
        differ(words, "revision", revision, other.revision);
        differ(words, "programme", text(programme), text(other.programme));
        differ(words, "solution", text(solution), text(other.solution));
        differ(words, "parts", text(parts), text(other.parts));
        differ(words, "motor", motor, other.motor);
        return words;
    }

    private static void differ(List<String> words, String what, Object one, Object other) {
        if (!one.equals(other)) {
            words.add(what + " " + one + " and " + other);
        }
    }

    /** A programme in words. */
    static String text(Programme programme) {
        return programme.toJson().canonicalText();
    }

    /** Parts in words. */
    static String text(List<ProgrammePart> parts) {
        return parts.isEmpty()
                ? "none"
                : parts.stream().map(ProgrammePart::text).collect(Collectors.joining("; "));
    }

    /** A solution in words. */
    static String text(Optional<Solution> solution) {
        return solution.map(Solution::text).orElse("none");
    }
}
