/** Named checks of the target server, which run at validation and at the start of a session. */
package io.vecbridge.oceanbase.sink.check;
