// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.medstream.Answer.Violation;
import org.cisterna.sim.medstream.Code.Why;
import org.cisterna.sim.medstream.FieldReader.Malformed;
import org.cisterna.sim.medstream.Message.OtherVersion;
import org.cisterna.sim.medstream.Message.Sealing;

/** One link's conversation: lines in, lines out, and the order of checks. Sections 2 and 4 of the protocol page. */
final class Dialogue implements DeviceFirmware.Conversation {

    private static final int VERSION = 1;

    private final Firmware firmware;
    private final Requests requests;
    private final Opening opening;
    private final Lines lines = new Lines();

    Dialogue(Firmware firmware) {
        this.firmware = firmware;
        this.requests = new Requests(firmware);
        this.opening = new Opening(firmware);
    }

    @Override
    public byte[] receive(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String message : lines.arrived(bytes)) {
            firmware.countBad(lines.takeBad());
            out.writeBytes(Lines.around(answer(message)));
        }
        firmware.countBad(lines.takeBad());
        return out.toByteArray();
    }

    @Override
    public void forget() {
        opening.forget();
    }

    private String answer(String text) throws IOException {
        Message message;
        try {
            message = Message.read(text);
        } catch (OtherVersion e) {
            return open(Answer.refused(
                    Answer.UNREAD, Violation.of(Why.UNSUPPORTED_VERSION, "version", e.version(), VERSION)));
        } catch (Malformed e) {
            return open(Answer.refused(Answer.UNREAD, Why.MALFORMED));
        }
        if (message.mark() != Message.REQUEST) {
            return open(Answer.refused(message.kind(), Why.MALFORMED));
        }
        return message.sealing().isPresent() ? sealed(message, message.sealing().get()) : open(opening.answer(message));
    }

    private String sealed(Message message, Sealing sealing) throws IOException {
        Session session = firmware.session().orElse(null);
        if (session == null || !session.fits(sealing)) {
            if (session != null) {
                firmware.unproved();
            }
            return open(Answer.refused(message.kind(), Why.UNAUTHENTICATED));
        }
        if (session.repeatsLast(sealing.counter(), sealing.seal())) {
            return session.lastAnswer();
        }
        if (sealing.counter() != session.expectedCounter()) {
            return open(Answer.refused(
                    message.kind(), Violation.of(Why.BAD_COUNTER, "n", sealing.counter(), session.expectedCounter())));
        }
        session.accept(sealing.counter(), sealing.seal(), firmware.at());
        return session.seal(requests.handle(message, session));
    }

    private static String open(Answer answer) {
        return Message.open(answer.mark(), answer.kind(), answer.fields());
    }
}
