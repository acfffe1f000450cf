// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import java.util.Optional;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.MriConduct;

/** What a magnetic resonance scanner does to a pump, and what is asked of people before and after, as the driver of its family declares it. */
final class ScanAdvice {

    private ScanAdvice() {}

    /** In words; families behave in opposite ways, so what nobody declared is said to be unknown. */
    static String words(Services services, String family) {
        return conduct(services, family).map(ScanAdvice::words).orElseGet(() -> text("pump.scan.UNKNOWN"));
    }

    private static Optional<MriConduct> conduct(Services services, String family) {
        try {
            return services.host().drivers().stream()
                    .filter(each -> each.family().equals(family))
                    .findFirst()
                    .flatMap(DriverStatus::descriptor)
                    .map(DriverDescriptor::conduct)
                    .map(each -> each.mri());
        } catch (Missing away) {
            return Optional.empty(); // the page says above that the host is not there
        }
    }

    private static String words(MriConduct conduct) {
        String emptied = conduct.emptyBefore() ? " " + text("pump.scan.emptied") : "";
        return switch (conduct.inField()) {
            case UNKNOWN -> text("pump.scan.UNKNOWN");
            case STANDS_AND_RECOVERS ->
                text(
                        "pump.scan.STANDS_AND_RECOVERS",
                        Show.of(conduct.recoversWithin().orElseThrow()).text(),
                        Show.of(conduct.readAfter()).text());
            default -> text("pump.scan." + conduct.inField()) + emptied;
        };
    }
}
