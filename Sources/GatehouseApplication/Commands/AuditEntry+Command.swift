import Gatehouse

extension AuditEntry {
    /// Adds that a command did it, in the name of the user who runs it.
    mutating func noteCommand() {
        transport = "command"
        caller = System.userName
        authentication = Principal.Method.local.description
    }
}
