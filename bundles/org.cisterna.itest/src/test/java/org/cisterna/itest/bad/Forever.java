// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest.bad;

import java.util.concurrent.CountDownLatch;

/** What a call does that never comes back, whoever asks it to. */
final class Forever {

    private Forever() {}

    static void block() {
        CountDownLatch never = new CountDownLatch(1);
        boolean waited = false;
        while (!waited) {
            try {
                never.await();
                waited = true;
            } catch (InterruptedException ignoredOnPurpose) {
                waited = false;
            }
        }
    }
}
