// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ImageTest {

    /** Of a device with two pairings, three days old, restarted and stopped: written before the families had one frame. */
    @Test
    void anImageOfBeforeIsReadWholeAndWrittenAsItWas() throws IOException {
        byte[] image;
        try (InputStream in = ImageTest.class.getResourceAsStream("image-1.json")) {
            image = in.readAllBytes();
        }
        assertThat(new String(Image.of(Image.read(image)), StandardCharsets.UTF_8))
                .isEqualTo(new String(image, StandardCharsets.UTF_8));
    }
}
