import { Router } from 'express';
import { toBuffer } from 'qrcode';
import { notFound } from '../errors.js';
import { kindOf } from '../factor-kinds/kinds.js';
import { qrToken } from '../factor-kinds/qr-link.js';
import { requireFactor, requireUser } from '../state/find.js';
import type { Org } from '../state/org.js';

/** `/users/{userId}/factors/{factorId}/qr/{token}`: the PNG that a pending factor links to, for an `<img>`: the token is all it needs. */
export function createQrCodesRouter(org: Org): Router {
  const router = Router();
  router.get('/users/:userId/factors/:factorId/qr/:token', async (req, res) => {
    const user = requireUser(org, req.params.userId);
    const factor = requireFactor(user, req.params.factorId);
    const text =
      factor.status === 'ACTIVE' ? undefined : kindOf(factor).qrText?.({ org, user, factor });
    if (text === undefined || req.params.token !== qrToken(factor)) {
      throw notFound(req.params.token, 'QRCode');
    }
    res.type('image/png').send(await toBuffer(text));
  });
  return router;
}
