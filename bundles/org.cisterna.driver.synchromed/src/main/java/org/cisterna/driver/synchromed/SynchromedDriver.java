// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CallBounds;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.SealedDialogue;
import org.cisterna.pump.spi.dialogue.SessionOpening;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.osgi.service.component.annotations.Component;

/**
 * Drives simulated pumps of the SynchroMed II class, by the made-up protocol of {@code docs/protocols/synchromed.md}. It has no state of its
 * own: every session starts from what the pump says.
 */
@Component(service = PumpDriver.class)
public final class SynchromedDriver implements PumpDriver {

    static final String MANUFACTURER = "Cisterna Simulations";

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** By the protocol page; what it does not speak of is not noticed. */
    private static final Conduct CONDUCT = new Conduct(
            DriverClass.TRANSACTIONAL,
            Identities.DRIVEN.firmwares(),
            new MriConduct(
                    MriConduct.InField.STANDS_AND_RECOVERS,
                    false,
                    Optional.of(Duration.ofHours(24)),
                    Duration.ofMinutes(20)),
            Arrays.stream(Fault.values()).map(SynchromedDriver::detection).toList(),
            new CallBounds(
                    MINUTE.dividedBy(4),
                    MINUTE.dividedBy(2),
                    MINUTE.dividedBy(4),
                    MINUTE,
                    MINUTE.dividedBy(4),
                    SealedDialogue.GOODBYE.plusSeconds(1)),
            true);

    private static final DriverDescriptor DESCRIPTOR = new DriverDescriptor(
            "synchromed",
            "SynchroMed II class, simulated",
            "1.1.0",
            MANUFACTURER,
            "Drives simulated pumps of the SynchroMed II class by a made-up protocol. It drives no real pump, is not a medical device, and is"
                    + " not affiliated with a manufacturer.",
            true,
            Optional.of(Duration.ofSeconds(60)),
            CONDUCT);

    /** Reservoir and battery are worked out from what the pump was told and from its age; it has no sensor of them. */
    private static FaultDetection detection(Fault fault) {
        return switch (fault) {
            case DRIVE_STANDS -> FaultDetection.within(fault, FaultDetection.Method.MEASURED, Duration.ofMinutes(20));
            case POWER_LOST, MEMORY_DAMAGED ->
                FaultDetection.within(fault, FaultDetection.Method.MEASURED, Duration.ZERO);
            case STOPPED_TOO_LONG -> FaultDetection.within(fault, FaultDetection.Method.MEASURED, Duration.ofDays(2));
            case RESERVOIR_LOW, RESERVOIR_EMPTY, BATTERY_NEAR_END, BATTERY_END ->
                FaultDetection.within(fault, FaultDetection.Method.INFERRED, Duration.ZERO);
            case RESERVOIR_VOLUME_WRONG,
                    VALVE_CLOSED,
                    OVER_DELIVERY,
                    UNDER_DELIVERY,
                    CATHETER_BLOCKED,
                    CATHETER_LEAKS,
                    CLOCK_WRONG -> FaultDetection.none(fault);
        };
    }

    @Override
    public DriverDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
            throws LinkException, InterruptedException {
        Call call = Call.until(context, deadline);
        return new Pairing(new MessageLink<>(link, context, new Frames()), pairing, context, call).pair();
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        MessageLink<Frame> frames = new MessageLink<>(link, context, new Frames());
        return new Opening(frames, context, Call.until(context, deadline)).open(frames, context);
    }

    private record Opening(MessageLink<Frame> link, SessionContext context, Call call)
            implements SessionOpening<SealedChannel> {

        @Override
        public Answer<SealedChannel> channel(String serial) throws LinkException, InterruptedException {
            return new Handshake(link, context, call, context.key()).open(serial);
        }

        @Override
        public Answer<PumpSession> session(SealedChannel channel) throws LinkException, InterruptedException {
            Requests requests = new Requests(channel, call);
            IdentityAnswer device = requests.identity();
            Optional<FunctionsAnswer> functions = requests.functions();
            return Identities.understood(device, functions)
                    .map(identity -> new SynchromedSession(link, context, channel, device, identity));
        }

        @Override
        public void leave(SealedChannel channel, Duration wait) {
            channel.leave(context, wait);
        }
    }
}
