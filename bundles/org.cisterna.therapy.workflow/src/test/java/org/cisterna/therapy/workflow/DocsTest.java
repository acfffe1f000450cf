// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.pump.Release;
import org.cisterna.therapy.AccessRefused;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.AdministrationEntry;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Permit;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SessionEntry;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.VisitEntry;
import org.junit.jupiter.api.Test;

/** The tables of docs/therapy.md are those of the code; a failure prints the table as it should be. */
class DocsTest {

    private static String page() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("docs/therapy.md"))) {
            here = here.getParent();
            assertThat(here).as("docs/therapy.md above this folder").isNotNull();
        }
        return Files.readString(here.resolve("docs/therapy.md"));
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static void contains(List<String> rows) throws IOException {
        String table = String.join("\n", rows) + "\n";
        assertThat(page().contains(table))
                .as("docs/therapy.md holds\n%s", table)
                .isTrue();
    }

    @Test
    void whoMayWhat() throws IOException {
        List<String> rows = Arrays.stream(Act.values())
                .map(act -> row(Stream.concat(
                        Stream.of("`" + act.text() + "`", act.words()),
                        Arrays.stream(Role.values()).map(role -> sign(act.permits(role))))))
                .toList();
        contains(rows);
    }

    private static String sign(Permit permit) {
        return switch (permit) {
            case YES -> "yes";
            case NAMING_WHO_ORDERED -> "naming who ordered";
            case NO -> "";
        };
    }

    @Test
    void whatFollowsWhat() throws IOException {
        List<String> rows = Arrays.stream(State.values())
                .map(state -> row(Stream.of(
                        "`" + state + "`",
                        state.next().stream().map(each -> "`" + each + "`").collect(Collectors.joining(", ")))))
                .toList();
        contains(rows);
    }

    @Test
    void everyRefusalAndReasonAndEntryIsExplained() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        Stream.of(Refusal.values()).forEach(each -> names.add(each.name()));
        Stream.of(VoidReason.values()).forEach(each -> names.add(each.name()));
        names.addAll(List.of(
                VisitEntry.Enrolled.TYPE,
                VisitEntry.VisitOpened.TYPE,
                VisitEntry.Stopped.TYPE,
                VisitEntry.VisitClosed.TYPE,
                ChangeEntry.Drafted.TYPE,
                ChangeEntry.Compared.TYPE,
                ChangeEntry.Confirmed.TYPE,
                ChangeEntry.Mismatched.TYPE,
                ChangeEntry.Voided.TYPE,
                ChangeEntry.Sending.TYPE,
                ChangeEntry.NotSent.TYPE,
                EmergencyEntry.SignedAlone.TYPE,
                EmergencyEntry.RetypeDiffered.TYPE,
                EmergencyEntry.Reviewed.TYPE,
                Signature.ENTRY_TYPE,
                Release.ENTRY_TYPE,
                Decisions.TYPE,
                PeopleEntry.SignRefused.TYPE,
                AccessRefused.TYPE,
                PeopleEntry.Accounts.TYPE,
                SessionEntry.Changed.TYPE,
                SessionEntry.Refused.TYPE,
                AdministrationEntry.AccountChanged.TYPE,
                AdministrationEntry.Invited.TYPE,
                AdministrationEntry.RolesChanged.TYPE,
                AdministrationEntry.TokenChanged.TYPE));
        String page = page();
        assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void eachRefusalIsOfItsKind() throws IOException {
        List<String> rows = Arrays.stream(Refusal.Kind.values())
                .map(kind -> row(Stream.of(
                        "`" + kind + "`",
                        Arrays.stream(Refusal.values())
                                .filter(each -> each.kind() == kind)
                                .map(each -> "`" + each + "`")
                                .collect(Collectors.joining(", ")))))
                .toList();
        contains(rows);
    }
}
