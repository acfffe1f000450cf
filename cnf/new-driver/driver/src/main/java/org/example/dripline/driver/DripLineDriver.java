// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import org.cisterna.pump.spi.Call;
import static org.cisterna.pump.FaultDetection.none;
import static org.cisterna.pump.FaultDetection.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CallBounds;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.FaultDetection.Method;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.osgi.service.component.annotations.Component;

/**
 * Drives template devices. What it promises stands in the Javadoc of {@code org.cisterna.pump.spi}; begin to change it here, at the descriptor.
 * It has no state, no thread, no clock and no secret of its own: everything comes with the call.
 */
@Component(service = PumpDriver.class)
public final class DripLineDriver implements PumpDriver {

    static final String MANUFACTURER = "Example Devices";

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** One for each fault. A fault that the pump does not notice is declared as that: silence would look like watchfulness. */
    private static final List<FaultDetection> FAULTS = Arrays.stream(Fault.values())
            .map(fault -> switch (fault) {
                // worked out from what it was told it holds, and what it thinks it gave
                case RESERVOIR_LOW, RESERVOIR_EMPTY -> within(fault, Method.INFERRED, MINUTE);
                default -> none(fault);
            })
            .toList();

    private static final DriverDescriptor DESCRIPTOR = new DriverDescriptor(
            "drip-line",
            "drip-line, template",
            "1.0.0",
            MANUFACTURER,
            "Drives template devices over loopback, by a made-up protocol. It drives no real pump and is not a medical device.",
            true,
            // a commit never stops delivery: the device changes over between two moments
            Optional.empty(),
            new Conduct(
                    DriverClass.TRANSACTIONAL,
                    "1.x",
                    MriConduct.UNKNOWN,
                    FAULTS,
                    CallBounds.all(Duration.ofSeconds(10)),
                    false));

    /** The driver; the component runtime makes it. */
    public DripLineDriver() {}

    @Override
    public DriverDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
            throws LinkException, InterruptedException {
        Lines lines = new Lines(link, context);
        Call call = Call.until(context, deadline);
        Pairing.Paired paired = new Pairing(lines, pairing, context, call).pair();
        // who it is and what it can do is asked in a session, under the new key
        return opened(lines, context, paired.key(), paired.serial(), call).map(Opened::identity);
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        Lines lines = new Lines(link, context);
        return opened(lines, context, context.key(), context.pump().serial(), Call.until(context, deadline))
                .map(opened -> new DripLineSession(lines, context, opened.sealed(), opened.identity()));
    }

    private record Opened(SealedLines sealed, PumpIdentity identity) {}

    private static Answer<Opened> opened(Lines lines, CallContext context, KeyHandle key, String serial, Call call)
            throws LinkException, InterruptedException {
        Answer<SealedLines> answer = SealedLines.open(lines, context, key, serial, call);
        if (!(answer instanceof Answer.Done<SealedLines> sealed)) {
            return Answer.refused(answer.violations());
        }
        try {
            return Answer.done(new Opened(
                    sealed.value(), Readings.identity(serial, sealed.value().ask(call, "DESCRIBE"))));
        } catch (MalformedException e) {
            throw SealedLines.misread("DESCRIBE", e);
        }
    }

    /** Whether a serial can name a pump. */
    static boolean isSerial(String serial) {
        return PumpId.isValid(MANUFACTURER, serial);
    }
}
