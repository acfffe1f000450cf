// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.dosing.calculation.MriCheckRequest;
import org.cisterna.dosing.calculation.MriCheckRequest.Phase;
import org.cisterna.dosing.calculation.MriCheckRequest.PumpClass;
import org.cisterna.dosing.calculation.MriCheckRequest.Reading;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/**
 * A scan, by the class of the pump: the families behave in opposite ways. Afterwards one rule closes the check for all of them: two readings
 * apart, both with the pump running, and a log that holds a stall with its recovery, or none.
 */
final class MriCheck {

    private final MriCheckRequest request;
    private final Sheet sheet;

    MriCheck(MriCheckRequest request, Sheet sheet) {
        this.request = request;
        this.sheet = sheet;
    }

    void work() {
        new GroundsCheck(request.grounds(), "", sheet).drugs(List.of(request.drug()));
        sheet.say("priority", Optional.empty(), priority().name());
        if (request.phase() == Phase.BEFORE) {
            before();
        } else {
            after();
        }
    }

    private Withdrawal.Priority priority() {
        return profile().map(Withdrawal::priority).orElse(Withdrawal.Priority.HIGH);
    }

    private Optional<Withdrawal> profile() {
        return request.grounds().drug(request.drug()).map(Drug::withdrawal);
    }

    private String missed() {
        return profile()
                .map(each -> "when the drug is missed: " + each.text() + " (" + each.onset() + ")")
                .orElse("what is seen when the drug is missed is not known here");
    }

    private void before() {
        switch (request.pumpClass()) {
            case STALLS_AND_RECOVERS -> beforeStall();
            case VALVE_CLOSES -> beforeValve();
            case VALVES_MAY_OPEN ->
                sheet.block(
                        "MRI_UNSAFE",
                        "pumpClass",
                        "valves may open",
                        "no scan",
                        "in the field both valves may open and the whole reservoir be discharged: no scan with this pump",
                        Published.MRI_UNSAFE.authority());
            case UNAFFECTED -> sheet.pass("MRI_CLASS", "pumpClass", "unaffected", "the field does nothing to it");
            case UNKNOWN -> unknownClass();
        }
    }

    private void unknownClass() {
        sheet.block(
                "MRI_CLASS_UNKNOWN",
                "pumpClass",
                "unknown",
                "the driver does not declare how this pump behaves in the field, and the families behave in"
                        + " opposite ways; ask its maker");
    }

    private void beforeStall() {
        sheet.confirm(
                "MRI_STALL",
                "pumpClass",
                "the rotor stands still",
                "24 h",
                "nothing is delivered in the field, and going on again can take 2 to 24 h: confirm that the patient can"
                        + " bear it; " + missed(),
                Published.MRI_STALL.authority());
        if (request.stopProgrammed().orElse(false)) {
            sheet.twoPersons(
                    "MRI_PRE_STOP",
                    "stopProgrammed",
                    "stopped",
                    "running",
                    "do not stop this pump for the scan: a pump that was told to stop logs no stall, and is found late"
                            + " when it does not go on again",
                    Published.MRI_STALL.authority());
        }
    }

    private void beforeValve() {
        if (request.emptied().orElse(false)) {
            sheet.pass(
                    "MRI_EMPTIED",
                    "emptied",
                    "yes",
                    "yes",
                    "the reservoir was emptied",
                    Published.MRI_VALVE.authority());
        } else {
            sheet.block(
                    "MRI_EMPTIED",
                    "emptied",
                    request.emptied().map(each -> "no").orElse("missing"),
                    "yes",
                    "the reservoir of this pump is emptied before a scan; without it a valve that opens gives all of"
                            + " it to the patient",
                    Published.MRI_VALVE.authority());
        }
        if (request.rate().isPresent() && request.rate().get().nanolitresPerDay() == 0) {
            sheet.pass("MRI_RATE", "rate", "0 mL/day", "0 mL/day", "set to zero", Published.MRI_VALVE.authority());
        } else {
            sheet.block(
                    "MRI_RATE",
                    "rate",
                    request.rate().map(FlowRate::text).orElse("missing"),
                    "0 mL/day",
                    "set this pump to zero before a scan, and read it before and after",
                    Published.MRI_VALVE.authority());
        }
        request.closingVolume()
                .ifPresent(volume -> sheet.put(
                        "massOfClosing",
                        request.drug(),
                        Measure.MASS,
                        request.concentration().massIn(volume)));
        sheet.confirm(
                "MRI_VALVE",
                "pumpClass",
                "the valve closes",
                "after it closed the pump delivers nothing until it is reset by hand; plan the reset and the refill, and"
                        + " cover the gap: " + missed());
    }

    private void after() {
        if (request.scanEnd().isEmpty()) {
            sheet.block("MRI_TIME_MISSING", "scanEnd", "missing", "enter when the patient left the field");
            return;
        }
        if (request.scanEnd().get().isAfter(request.at())) {
            sheet.block(
                    "TIME_IMPOSSIBLE",
                    "scanEnd",
                    request.scanEnd().get().toString(),
                    "not after " + request.at(),
                    "the field would have been left after now; compare the time with the record of the scan, and the"
                            + " pump's clock",
                    Authority.RECORD);
        }
        if (request.pumpClass() == PumpClass.UNKNOWN) {
            unknownClass();
        }
        if (request.pumpClass() == PumpClass.VALVES_MAY_OPEN) {
            sheet.twoPersons(
                    "MRI_UNSAFE",
                    "pumpClass",
                    "scanned",
                    "no scan",
                    "this pump may have discharged its reservoir: treat as an overdose until the volume withdrawn says"
                            + " otherwise",
                    Published.MRI_UNSAFE.authority());
        }
        if (request.pumpClass() == PumpClass.VALVE_CLOSES
                && !request.resetRecorded().orElse(false)) {
            sheet.block(
                    "VALVE_CLOSED",
                    "resetRecorded",
                    request.resetRecorded().map(each -> "no").orElse("missing"),
                    "yes",
                    "the valve is closed and nothing is delivered until it is reset by hand and that is recorded; "
                            + missed(),
                    Published.MRI_VALVE.authority());
        }
        if (request.rate().filter(rate -> rate.nanolitresPerDay() == 0).isPresent()) {
            sheet.block(
                    "MRI_RATE",
                    "rate",
                    "0 mL/day",
                    "above 0 mL/day",
                    "the pump is still set to zero as for the scan, so nothing is delivered however often it is read;"
                            + " refill it where it was emptied, and programme it again; " + missed(),
                    Authority.ARITHMETIC);
        }
        log();
        readings();
    }

    private void log() {
        boolean stall = request.stallLogged().orElse(false);
        boolean recovery = request.recoveryLogged().orElse(false);
        if (request.stallLogged().isEmpty() || request.recoveryLogged().isEmpty()) {
            sheet.block(
                    "MRI_LOG_MISSING",
                    request.stallLogged().isEmpty() ? "stallLogged" : "recoveryLogged",
                    "missing",
                    "read the pump's log and enter whether it holds a stall, and its recovery");
        } else if (recovery && !stall) {
            sheet.block(
                    "RECOVERY_WITHOUT_STALL",
                    "stallLogged",
                    "no",
                    "yes",
                    "the log holds a recovery without its stall, which cannot be: read again, an entry may come only with"
                            + " a second reading",
                    Published.MRI_STALL.authority());
        } else if (stall && !recovery) {
            sheet.block(
                    "STALL_WITHOUT_RECOVERY",
                    "recoveryLogged",
                    "no",
                    "yes",
                    "the log holds a stall without its recovery, priority " + priority()
                            + ": read again, an entry may come only with a second reading; until then take it that"
                            + " nothing is delivered; " + missed(),
                    Published.MRI_STALL.authority());
        } else {
            sheet.pass(
                    "MRI_LOG",
                    "stallLogged",
                    stall ? "stall and recovery" : "no stall",
                    stall ? "the stall ended" : "a short scan may log none");
        }
    }

    private void readings() {
        List<Reading> after = request.readings().stream()
                .filter(each -> !each.at().isBefore(request.scanEnd().orElseThrow()))
                .filter(each -> !each.at().isAfter(request.at()))
                .sorted(Comparator.comparing(Reading::at))
                .toList();
        request.readings().stream()
                .filter(each -> each.at().isAfter(request.at()))
                .forEach(each -> sheet.block(
                        "TIME_IMPOSSIBLE",
                        "readings",
                        each.at().toString(),
                        "not after " + request.at(),
                        "a reading would have been after now; compare the time with the record, and the pump's clock",
                        Authority.RECORD));
        if (after.isEmpty()) {
            overdue();
        }
        if (request.apart().isEmpty()) {
            sheet.block(
                    "MRI_WAIT_MISSING",
                    "apart",
                    "missing",
                    "how far apart the two readings must be is of the family; enter it, nothing is assumed");
            return;
        }
        Duration apart = request.apart().get();
        boolean closed = closed(after, apart);
        String shown = after.size() + " readings";
        if (closed) {
            sheet.pass("MRI_CLOSED", "readings", shown, "two readings apart found the pump running");
        } else {
            sheet.block(
                    "MRI_OPEN",
                    "readings",
                    shown,
                    "two, " + Durations.text(apart) + " apart",
                    "the check stays open, priority " + priority()
                            + ", until two readings this far apart both find the pump running; leaving the field"
                            + " proves nothing",
                    Authority.NONE);
        }
    }

    /** Whether the readings, by their time and not by their place, end with two or more of a running pump that span the time. */
    private static boolean closed(List<Reading> readings, Duration apart) {
        int first = readings.size();
        while (first > 0 && readings.get(first - 1).running()) {
            first--;
        }
        List<Reading> running = readings.subList(first, readings.size());
        return running.size() >= 2
                && Duration.between(
                                        running.get(0).at(),
                                        running.get(running.size() - 1).at())
                                .compareTo(apart)
                        >= 0;
    }

    private void overdue() {
        Duration since = Duration.between(request.scanEnd().orElseThrow(), request.at());
        String shown = Measure.HOURS.text(Ratio.of(since.toMillis()));
        if (request.bound().isPresent() && since.compareTo(request.bound().get()) > 0) {
            sheet.twoPersons(
                    "MRI_UNREAD",
                    "readings",
                    shown,
                    Durations.text(request.bound().get()),
                    "nobody has read the pump since the scan, priority " + priority()
                            + ": find the patient and read it now; " + missed(),
                    Authority.NONE);
        }
    }
}
