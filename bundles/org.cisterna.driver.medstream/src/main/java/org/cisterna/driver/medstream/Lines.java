// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.util.Optional;
import org.cisterna.pump.spi.dialogue.FrameReader;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** The messages in the lines of one link. */
final class Lines implements FrameReader<Message> {

    private final LineDecoder decoder = new LineDecoder();

    @Override
    public void feed(byte[] bytes) {
        decoder.feed(bytes);
    }

    @Override
    public Optional<Frame<Message>> next() {
        return decoder.next().map(line -> new Frame<>(line.wire(), message(line)));
    }

    private static Optional<Message> message(LineDecoder.Line line) {
        try {
            return Optional.of(Message.read(line.message()));
        } catch (MalformedException e) {
            return Optional.empty(); // whoever sent it, it is no message
        }
    }

    @Override
    public byte[] wire(Message message) {
        return LineDecoder.line(message.text());
    }
}
