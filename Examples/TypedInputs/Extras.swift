import Foundation
import GatehouseMacros

/// What a booking may have besides.
@Schemable
struct Extras: Equatable {
    var catering: Catering = .nothing
    var layout: Layout = .boardroom
    var priority: Priority = .normal
    @Field(.count(...20))
    var agenda: [AgendaItem] = []
    /// What it may cost altogether, in euros and cents.
    @Field(.exclusiveMinimum(0), .multipleOf(0.01))
    var budget: Decimal?
    /// A picture for the sign at the door, of at most 3000 bytes.
    @Field(.maxLength(4_000))
    var doorSign: Data?
    /// The meeting's page for those who are elsewhere.
    var videoCall: URL?
    /// Anything that your own systems need.
    @Field(.propertyCount(...10))
    var labels: [String: String] = [:]
    var preferences: Preferences?
}
