import { z } from 'zod';

/** Who goods are bought from. */
export const supplierSchema = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.string().max(254),
  phone: z.string().max(40),
  address: z.string().max(300),
  contactPerson: z.string().max(120),
  notes: z.string().max(2000),
  isActive: z.boolean(),
});
