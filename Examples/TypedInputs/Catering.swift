import Foundation
import GatehouseMacros

/// What is served.
@Schemable(discriminator: "kind")
enum Catering: Equatable {
    case nothing
    /// Coffee and tea.
    ///
    /// - Parameter cups: How many.
    case coffee(cups: UInt8)
    /// A warm lunch.
    ///
    /// - Parameters:
    ///   - menu: Which.
    ///   - portions: For how many.
    case lunch(menu: Menu, portions: UInt8)

    /// What it costs, in euros.
    var price: Decimal {
        switch self {
        case .nothing: 0
        case .coffee(let cups): 2 * Decimal(cups)
        case .lunch(_, let portions): 15 * Decimal(portions)
        }
    }
}
