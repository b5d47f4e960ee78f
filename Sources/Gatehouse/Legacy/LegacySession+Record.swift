import GatehouseProtocol

extension LegacySession {
    /// What is to be known of the session after a restart.
    var record: SessionRecord {
        SessionRecord(
            id: id, identity: identity, revision: revision.text, capabilities: capabilities.value.jsonBytes,
            logLevel: logLevel?.rawValue, subscriptions: subscribedURIs)
    }
}
