// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

/**
 * A session that was opened or unlocked, and its secret, which is handed out this once.
 *
 * @param session the session
 * @param secret 256 random bits as 43 characters of URL-safe Base64; goes into the browser's cookie and nowhere else
 */
public record OpenedSession(Session session, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "OpenedSession[" + session.id() + "]";
    }
}
