import GatehouseMacros

/// Somebody who comes.
@Schemable
struct Attendee: Equatable {
    /// The name, as it stands on the badge.
    @Field(.length(1...80))
    let name: String
    /// Where the invitation goes.
    @Field(.format(.email), .maxLength(254), .examples("ada@example.com"))
    let email: String
    /// Six digits that open the front door. Violations never repeat them.
    @Field(.pattern("^[0-9]{6}$"), .secret)
    var doorCode: String?
    /// Nobody calls any more.
    @Field(.maxLength(40), .deprecated)
    var phone: String?
}
