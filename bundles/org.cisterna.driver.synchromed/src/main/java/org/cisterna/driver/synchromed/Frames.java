// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.pump.spi.dialogue.FrameReader;

/** The frames of one link; each is a message. */
final class Frames implements FrameReader<org.cisterna.driver.synchromed.Frame> {

    private final FrameDecoder decoder = new FrameDecoder();

    @Override
    public void feed(byte[] bytes) {
        decoder.feed(bytes);
    }

    @Override
    public Optional<FrameReader.Frame<org.cisterna.driver.synchromed.Frame>> next() {
        return decoder.next().map(frame -> new FrameReader.Frame<>(frame.whole(), Optional.of(frame)));
    }

    @Override
    public byte[] wire(org.cisterna.driver.synchromed.Frame frame) {
        return frame.whole().toArray();
    }
}
