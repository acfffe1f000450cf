// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

/** What the pump sent is not what the protocol page says it must be. The message says where and why, with numbers and
 * no text of the pump. */
final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
