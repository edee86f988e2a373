// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.vecbridge.common.testing.ErrorMessages;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorMessagesTest {
  @Test
  void thePageListsEveryErrorMessage() throws IOException {
    ErrorMessages.ofThisModule("source", "oceanbase").assertListedIn("oceanbase-source-connector");
  }
}
